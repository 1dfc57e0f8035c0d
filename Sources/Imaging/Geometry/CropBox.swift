/// A part of a photograph, seen upright: EXIF's orientation is applied before the box is.
public enum CropBox: Sendable, Hashable {
    /// Whole pixels.
    case pixels(PixelRectangle)
    /// Fractions of width and height, 0 to 1; rounded to whole pixels, at least one.
    case fractions(x: Double, y: Double, width: Double, height: Double)

    /// The box in pixels of an upright photograph, without what lies outside of it.
    ///
    /// - Returns: `nil` where nothing of the box lies in the photograph, or a fraction is no number.
    public func pixels(in size: ImageSize) -> PixelRectangle? {
        switch self {
        case .pixels(let rectangle):
            return rectangle.clamped(to: size)
        case .fractions(let x, let y, let width, let height):
            guard
                let columns = Self.span(x, width, of: size.width),
                let rows = Self.span(y, height, of: size.height)
            else { return nil }
            return PixelRectangle(
                x: columns.lowerBound, y: rows.lowerBound, width: columns.count,
                height: rows.count)
        }
    }

    private static func span(_ start: Double, _ length: Double, of count: Int) -> Range<Int>? {
        let end = start + length
        guard start.isFinite, end.isFinite, length > 0, start < 1, end > 0, count > 0 else {
            return nil
        }
        let scale = Double(count)
        let first = min(Int((max(start, 0) * scale).rounded()), count - 1)
        let last = Int((min(end, 1) * scale).rounded())
        return first..<max(last, first + 1)
    }
}
