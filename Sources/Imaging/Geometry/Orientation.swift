/// How a photograph is stored, by EXIF's tag 0x0112: what must be done to see it upright.
public enum Orientation: Int, Sendable, CaseIterable, Codable {
    /// Stored upright.
    case upright = 1
    /// Mirrored left to right.
    case mirrored = 2
    /// Upside down.
    case rotated180 = 3
    /// Mirrored top to bottom.
    case flipped = 4
    /// Mirrored along the diagonal from the top left.
    case transposed = 5
    /// To be turned a quarter clockwise.
    case rotated90 = 6
    /// Mirrored along the diagonal from the top right.
    case transversed = 7
    /// To be turned a quarter counterclockwise.
    case rotated270 = 8

    /// Whether width and height are exchanged.
    var exchangesAxes: Bool { rawValue >= 5 }

    /// The size of the upright picture from the stored one's, or the other way round.
    func turned(_ size: ImageSize) -> ImageSize { exchangesAxes ? size.transposed : size }

    /// Where a rectangle of the upright picture lies in the stored one, whose size is given.
    func stored(_ box: PixelRectangle, in size: ImageSize) -> PixelRectangle {
        let (x, y, width, height) =
            exchangesAxes
            ? (box.y, box.x, box.height, box.width) : (box.x, box.y, box.width, box.height)
        let isRight = [.mirrored, .rotated180, .transversed, .rotated270].contains(self)
        let isBelow = [.rotated180, .flipped, .rotated90, .transversed].contains(self)
        // Quarter turns: 6 stores the upright's top at its left, so that upright x runs up; 8 the reverse.
        return PixelRectangle(
            x: isRight ? size.width - x - width : x, y: isBelow ? size.height - y - height : y,
            width: width, height: height)
    }
}
