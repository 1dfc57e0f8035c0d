/// Linear light per pixel while a photograph is being made.
struct Picture: Sendable {
    let width: Int
    let height: Int
    var pixels: [Vector4]

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        pixels = [Vector4](repeating: .zero, count: width * height)
    }

    /// The picture out of focus: three boxes of this radius in each direction, nearly a Gaussian.
    func blurred(radius: Float) -> Picture {
        guard radius > 0.15 else { return self }
        var result = self
        for _ in 0..<(radius > 1.5 ? 2 : 1) {
            result.blurLines(count: height, length: width, lineStep: width, step: 1, radius)
            result.blurLines(count: width, length: height, lineStep: 1, step: width, radius)
        }
        return result
    }

    private mutating func blurLines(
        count: Int, length: Int, lineStep: Int, step: Int, _ radius: Float
    ) {
        let whole = Int(radius)
        let rest = radius - Float(whole)
        let weight = 1 / (2 * radius + 1)
        var line = [Vector4](repeating: .zero, count: length)
        pixels.withUnsafeMutableBufferPointer { pixels in
            for start in 0..<count {
                let first = start * lineStep
                for index in 0..<length { line[index] = pixels[first + index * step] }
                var sum = Vector4.zero
                for index in -whole...whole { sum += line[min(max(index, 0), length - 1)] }
                for index in 0..<length {
                    let before = line[max(index - whole - 1, 0)]
                    let after = line[min(index + whole + 1, length - 1)]
                    pixels[first + index * step] = (sum + (before + after) * rest) * weight
                    sum += after - line[max(index - whole, 0)]
                }
            }
        }
    }

    /// The picture while the camera moved `length` pixels in a direction.
    func moved(length: Float, direction: Float) -> Picture {
        guard length > 0.7 else { return self }
        var result = Picture(width: width, height: height)
        let steps = min(Int(length) + 2, 24)
        for step in 0..<steps {
            let shift = (Float(step) / Float(steps - 1) - 0.5) * length
            let across = Int((shift * cosine(direction)).rounded())
            let down = Int((shift * sine(direction)).rounded())
            for row in 0..<height {
                let source = min(max(row + down, 0), height - 1) * width
                for column in 0..<width {
                    result.pixels[row * width + column] +=
                        pixels[source + min(max(column + across, 0), width - 1)]
                }
            }
        }
        let weight = 1 / Float(steps)
        for index in result.pixels.indices { result.pixels[index] *= weight }
        return result
    }
}
