/// Where a point of the upright photograph lies in the picture that was made of it.
///
/// Points are in pixels, (0, 0) being the top left corner of the top left pixel: a picture of width W ends at
/// x = W. `result = photograph * scale + offset`.
public struct PixelTransform: Sendable, Hashable, Codable {
    /// Result pixels per photograph pixel, across.
    public var scaleX: Double
    /// Result pixels per photograph pixel, down.
    public var scaleY: Double
    /// Where the photograph's left edge lies, in result pixels; negative where it was cropped.
    public var offsetX: Double
    /// Where the photograph's top edge lies, in result pixels; negative where it was cropped.
    public var offsetY: Double

    /// A transform; by default the one that changes nothing.
    public init(
        scaleX: Double = 1, scaleY: Double = 1, offsetX: Double = 0, offsetY: Double = 0
    ) {
        self.scaleX = scaleX
        self.scaleY = scaleY
        self.offsetX = offsetX
        self.offsetY = offsetY
    }

    /// A part of a picture, put into a part of another.
    init(of source: PixelRectangle, into target: PixelRectangle) {
        scaleX = Double(target.width) / Double(source.width)
        scaleY = Double(target.height) / Double(source.height)
        offsetX = Double(target.x) - Double(source.x) * scaleX
        offsetY = Double(target.y) - Double(source.y) * scaleY
    }

    /// A point of the photograph, in the result.
    public func apply(x: Double, y: Double) -> (x: Double, y: Double) {
        (x * scaleX + offsetX, y * scaleY + offsetY)
    }

    /// A point of the result, in the photograph.
    public func invert(x: Double, y: Double) -> (x: Double, y: Double) {
        ((x - offsetX) / scaleX, (y - offsetY) / scaleY)
    }

    /// This transform, followed by another.
    public func followed(by next: PixelTransform) -> PixelTransform {
        PixelTransform(
            scaleX: scaleX * next.scaleX, scaleY: scaleY * next.scaleY,
            offsetX: offsetX * next.scaleX + next.offsetX,
            offsetY: offsetY * next.scaleY + next.offsetY)
    }
}
