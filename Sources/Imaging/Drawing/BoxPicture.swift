/// A photograph with labelled boxes drawn over it.
public struct BoxPicture: Sendable {
    /// A box with a text, such as a detector's class and confidence.
    public struct Mark: Sendable, Hashable {
        /// The left edge, in pixels of the upright photograph.
        public var left: Double
        /// The upper edge.
        public var top: Double
        /// The right edge.
        public var right: Double
        /// The lower edge.
        public var bottom: Double
        /// What stands at the box; nothing where it is empty.
        public var text: String
        /// The colour of the box, and behind the text.
        public var colour: Pixel

        /// A box with a text.
        public init(
            left: Double, top: Double, right: Double, bottom: Double, text: String = "",
            colour: Pixel
        ) {
            self.left = left
            self.top = top
            self.right = right
            self.bottom = bottom
            self.text = text
            self.colour = colour
        }
    }

    /// The photograph, or a part of it, as it was decoded.
    public var picture: DecodedImage
    /// The boxes; later ones are drawn over earlier ones.
    public var marks: [Mark]
    /// The height of letters in pixels; none are drawn where no fonts are installed.
    public var textSize = 13

    /// A photograph with boxes, which may reach out of the part that was decoded.
    public init(_ picture: DecodedImage, marks: [Mark] = []) {
        self.picture = picture
        self.marks = marks
    }

    /// Draws the boxes over the picture.
    public func drawn() -> PixelImage {
        let canvas = PixelCanvas(size: picture.image.size)
        canvas.draw(picture.image, x: 0, y: 0)
        let thickness = max(2, max(canvas.size.width, canvas.size.height) / 400)
        let placed = marks.compactMap { mark in place(mark).map { (mark, $0) } }
        for (mark, box) in placed { canvas.outline(box, with: mark.colour, thickness: thickness) }
        // No text shall lie under a box.
        for (mark, box) in placed { label(mark, at: box, on: canvas) }
        return PixelImage(canvas)
    }

    /// Where a box lies in the picture; `nil` where it lies outside of it.
    private func place(_ mark: Mark) -> PixelRectangle? {
        let start = picture.transform.apply(x: mark.left, y: mark.top)
        let end = picture.transform.apply(x: mark.right, y: mark.bottom)
        func pixel(_ place: Double) -> Int { Int(min(max(place, -1e6), 1e6).rounded()) }
        guard start.x < end.x, start.y < end.y else { return nil }
        let (left, top) = (pixel(start.x), pixel(start.y))
        return PixelRectangle(
            x: left, y: top, width: max(1, pixel(end.x) - left),
            height: max(1, pixel(end.y) - top)
        ).clamped(to: picture.image.size)
    }

    /// Writes above the box, or below its upper edge where there is no room above.
    private func label(_ mark: Mark, at box: PixelRectangle, on canvas: borrowing PixelCanvas) {
        guard let mask = TextMask(mark.text, pixels: textSize) else { return }
        let padding = 2
        let width = min(mask.size.width + 2 * padding, canvas.size.width)
        let height = min(mask.size.height + 2 * padding, canvas.size.height)
        let above = box.y - height
        let area = PixelRectangle(
            x: max(0, min(box.x, canvas.size.width - width)),
            y: above >= 0 ? above : min(box.y, canvas.size.height - height), width: width,
            height: height)
        canvas.fill(area, with: mark.colour)
        let inside = PixelRectangle(
            x: area.x + padding, y: area.y + padding, width: width - 2 * padding,
            height: height - 2 * padding)
        guard inside.width > 0, inside.height > 0 else { return }
        canvas.draw(mask, colour: mark.colour.legibleInk, in: inside)
    }
}

extension Pixel {
    /// Black or white, whichever is read better on this colour.
    var legibleInk: Pixel {
        // Rec. 709's weights, on sRGB's own values: near enough to choose by.
        let light = 0.2126 * Double(red) + 0.7152 * Double(green) + 0.0722 * Double(blue)
        return light > 140 ? .black : .white
    }
}
