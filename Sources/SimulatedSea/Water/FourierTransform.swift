/// The inverse Fourier transform of square grids (Cooley and Tukey, 1965, radix 2).
struct FourierTransform {
    let size: Int
    private let twiddles: [Vector2]
    private let reversed: [Int]

    /// For grids of `size` × `size`, a power of two.
    init(size: Int) {
        self.size = size
        twiddles = (0..<max(size / 2, 1)).map { index in
            let angle = 2 * Float.pi * Float(index) / Float(size)
            return Vector2(cosine(angle), sine(angle))
        }
        let bits = size.trailingZeroBitCount
        reversed = (0..<size).map { index in
            (0..<bits).reduce(0) { $0 | (((index >> $1) & 1) << (bits - 1 - $1)) }
        }
    }

    /// Real parts of the sum of waves with these complex amplitudes.
    func realParts(of amplitudes: [Vector2]) -> [Float] {
        var grid = amplitudes
        var line = [Vector2](repeating: .zero, count: size)
        for pass in 0..<2 {
            let (step, lineStep) = pass == 0 ? (1, size) : (size, 1)
            for start in 0..<size {
                for index in 0..<size {
                    line[reversed[index]] = grid[start * lineStep + index * step]
                }
                transform(&line)
                for index in 0..<size {
                    grid[start * lineStep + index * step] = line[index]
                }
            }
        }
        return grid.map { $0.x }
    }

    private func transform(_ line: inout [Vector2]) {
        line.withUnsafeMutableBufferPointer { line in
            twiddles.withUnsafeBufferPointer { twiddles in
                var half = 1
                while half < size {
                    let stride = size / (2 * half)
                    for start in Swift.stride(from: 0, to: size, by: 2 * half) {
                        for index in 0..<half {
                            let turn = twiddles[index * stride]
                            let lower = line[start + index + half]
                            let turned = Vector2(
                                lower.x * turn.x - lower.y * turn.y,
                                lower.x * turn.y + lower.y * turn.x)
                            let upper = line[start + index]
                            line[start + index] = upper + turned
                            line[start + index + half] = upper - turned
                        }
                    }
                    half *= 2
                }
            }
        }
    }
}
