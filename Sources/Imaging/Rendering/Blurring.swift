import Foundation

extension PixelImage {
    /// Blurred by a Gaussian, the edges being continued outwards.
    ///
    /// - Parameter deviation: in pixels, above 0; what is less than 0.1 changes nothing.
    public func gaussianBlurred(deviation: Double) -> PixelImage {
        precondition(
            deviation > 0 && deviation.isFinite, "a blur is above 0 pixels, found \(deviation)")
        guard deviation >= 0.1 else { return self }
        return filtered { try $0.blurred(deviation: deviation) }
    }

    /// Blurred along a line, as by a camera that moved while its shutter was open.
    ///
    /// - Parameters:
    ///   - length: of the line, in pixels, 1 to 99.
    ///   - degrees: the line's direction, clockwise from the horizontal.
    public func motionBlurred(length: Double, degrees: Double) -> PixelImage {
        precondition((1...99).contains(length), "a line is 1 to 99 pixels, found \(length)")
        let mask = Self.line(length: length, degrees: degrees)
        guard mask.count > 1 else { return self }
        let width = Int(Double(mask.count).squareRoot())
        return filtered { try $0.convolved(mask, width: width) }
    }

    /// The weights of a line through the middle of a square: points along it, each spread over four pixels.
    static func line(length: Double, degrees: Double) -> [Double] {
        let reach = Int(((length - 1) / 2).rounded(.up))
        let width = 2 * reach + 1
        var weights = Array(repeating: 0.0, count: width * width)
        let angle = degrees * .pi / 180
        let points = 4 * width
        for point in 0..<points {
            let place = ((Double(point) + 0.5) / Double(points) - 0.5) * (length - 1)
            let x = Double(reach) + place * cos(angle)
            let y = Double(reach) + place * sin(angle)
            let (column, row) = (Int(x), Int(y))
            for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                let share =
                    (1 - abs(x - Double(column + dx))) * (1 - abs(y - Double(row + dy)))
                guard share > 0, column + dx < width, row + dy < width else { continue }
                weights[(row + dy) * width + column + dx] += share
            }
        }
        return weights
    }

    private func filtered(
        _ operation: (borrowing VipsImage) throws -> VipsImage
    ) -> PixelImage {
        do {
            return try Vips.run {
                let canvas = PixelCanvas(size: size)
                try operation(VipsImage(self)).write(to: canvas)
                return PixelImage(canvas)
            }
        } catch {
            // Nothing of a picture in memory can be missing or damaged.
            fatalError("libvips cannot filter a picture in memory: \(error)")
        }
    }
}
