/// Width and height of a picture, in pixels, as it is looked at: orientation applied.
public struct PictureSize: Sendable, Hashable, Codable, CustomStringConvertible {
    /// Pixels from left to right, at least 1.
    public var width: Int
    /// Pixels from top to bottom, at least 1.
    public var height: Int

    /// A size of at least 1 × 1 pixels.
    public init(width: Int, height: Int) {
        precondition(
            width > 0 && height > 0, "a picture has pixels, found a size of \(width) × \(height)")
        self.width = width
        self.height = height
    }

    /// The size, such as `4000×3000`.
    public var description: String { "\(width)×\(height)" }
}
