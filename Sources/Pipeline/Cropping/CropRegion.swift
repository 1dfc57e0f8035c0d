import Datasets
import Imaging

/// The part of a photograph that a crop shows, and the box in it.
struct CropRegion: Sendable, Hashable {
    /// The box, in the photograph's pixels, without what lies outside of it.
    let box: Box
    /// The box with its margin, in whole pixels, without what lies outside of the photograph.
    let rectangle: PixelRectangle

    /// The part around a box; `nil` where the box lies outside of the photograph.
    ///
    /// A box in pixels of a smaller copy, whose size the table tells, is enlarged with it.
    ///
    /// - Parameters:
    ///   - margin: what is added on each side, as a share of the box's width and height.
    ///   - told: the size that the table tells.
    ///   - size: the photograph's own.
    init?(around box: Box, margin: Double, told: PictureSize?, size: ImageSize) {
        let picture = PictureSize(width: size.width, height: size.height)
        var box = box
        if box.unit == .pixels, let told, told != picture { box = box.fractions(in: told) }
        guard let inside = box.pixels(in: picture).clipped(to: picture) else { return nil }
        self.box = inside
        let across = margin * inside.width
        let down = margin * inside.height
        let left = max(Int((inside.left - across).rounded(.down)), 0)
        let top = max(Int((inside.top - down).rounded(.down)), 0)
        let right = min(Int((inside.right + across).rounded(.up)), size.width)
        let bottom = min(Int((inside.bottom + down).rounded(.up)), size.height)
        rectangle = PixelRectangle(x: left, y: top, width: right - left, height: bottom - top)
    }

    /// Whether a photograph is the one that boxes were drawn on, or a copy of it of another size.
    static func isSamePicture(_ told: PictureSize, _ size: ImageSize) -> Bool {
        let expected = Double(size.width) * Double(told.height)
        return abs(expected - Double(size.height) * Double(told.width)) <= 0.01 * expected
    }
}
