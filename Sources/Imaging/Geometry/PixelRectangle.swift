/// A rectangle of whole pixels, its origin at the top left.
public struct PixelRectangle: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The leftmost column.
    public var x: Int
    /// The topmost row.
    public var y: Int
    /// Columns.
    public var width: Int
    /// Rows.
    public var height: Int

    /// A rectangle in pixels.
    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// All of an image.
    public init(_ size: ImageSize) {
        self.init(x: 0, y: 0, width: size.width, height: size.height)
    }

    /// Its width and height.
    public var size: ImageSize { ImageSize(width: width, height: height) }

    /// As in "640 × 427 at (12, 30)".
    public var description: String { "\(size) at (\(x), \(y))" }

    /// The part that lies in an image of a size; `nil` where there is none.
    func clamped(to size: ImageSize) -> PixelRectangle? {
        let left = max(x, 0)
        let top = max(y, 0)
        let right = min(Self.end(x, width), size.width)
        let bottom = min(Self.end(y, height), size.height)
        guard left < right, top < bottom else { return nil }
        return PixelRectangle(x: left, y: top, width: right - left, height: bottom - top)
    }

    private static func end(_ start: Int, _ length: Int) -> Int {
        let (end, overflow) = start.addingReportingOverflow(length)
        return overflow ? .max : end
    }
}
