/// A grid of pictures with captions and boxes, to be looked at.
public struct ContactSheet: Sendable {
    /// One picture of the grid.
    public struct Cell: Sendable {
        /// The picture; it is shrunk or enlarged to fit its cell.
        public var image: PixelImage
        /// A line under the picture; what is too long is cut.
        public var caption: String
        /// Boxes, in the picture's own pixels.
        public var boxes: [PixelRectangle]

        /// A picture with a caption and boxes.
        public init(_ image: PixelImage, caption: String = "", boxes: [PixelRectangle] = []) {
            self.image = image
            self.caption = caption
            self.boxes = boxes
        }
    }

    /// The pictures, row by row.
    public var cells: [Cell]
    /// Pictures per row.
    public var columns: Int
    /// The space for each picture, in pixels.
    public var cellSize: ImageSize
    /// The space around pictures, in pixels.
    public var gap: Int
    /// The colour around pictures.
    public var background: Pixel
    /// The colour of captions.
    public var ink: Pixel
    /// The colour of boxes.
    public var boxColour: Pixel

    /// A sheet of pictures.
    public init(
        _ cells: [Cell], columns: Int = 4,
        cellSize: ImageSize = ImageSize(width: 240, height: 180), gap: Int = 8,
        background: Pixel = .white, ink: Pixel = .black,
        boxColour: Pixel = Pixel(red: 255, green: 64, blue: 0)
    ) {
        precondition(columns > 0 && gap >= 0, "\(columns) columns, a gap of \(gap)")
        self.cells = cells
        self.columns = columns
        self.cellSize = cellSize
        self.gap = gap
        self.background = background
        self.ink = ink
        self.boxColour = boxColour
    }

    /// Height of a line of captions, in pixels.
    private static let lineHeight = 18

    /// Draws the sheet. Where no fonts are installed, captions are left out.
    public func drawn() -> PixelImage {
        let captionHeight = cells.contains { !$0.caption.isEmpty } ? Self.lineHeight : 0
        let stepX = cellSize.width + gap
        let stepY = cellSize.height + captionHeight + gap
        let rows = max(1, (cells.count + columns - 1) / columns)
        let used = max(1, min(columns, cells.count))
        let canvas = PixelCanvas(
            size: ImageSize(width: gap + used * stepX, height: gap + rows * stepY))
        canvas.fill(background)
        for (index, cell) in cells.enumerated() {
            let x = gap + index % columns * stepX
            let y = gap + index / columns * stepY
            draw(cell, at: (x, y), on: canvas)
            if let mask = TextMask(cell.caption, pixels: 12) {
                canvas.draw(
                    mask, colour: ink,
                    in: PixelRectangle(
                        x: x, y: y + cellSize.height + 2, width: cellSize.width,
                        height: captionHeight))
            }
        }
        return PixelImage(canvas)
    }

    /// Draws a picture in the middle of its cell, its boxes over it.
    private func draw(
        _ cell: Cell, at corner: (x: Int, y: Int), on canvas: borrowing PixelCanvas
    ) {
        let (image, transform) = cell.image.resampled(
            resizing: Resizing(to: cellSize, fit: .inside))
        let x = corner.x + (cellSize.width - image.width) / 2
        let y = corner.y + (cellSize.height - image.height) / 2
        canvas.draw(image, x: x, y: y)
        for box in cell.boxes.compactMap({ $0.clamped(to: cell.image.size) }) {
            let start = transform.apply(x: Double(box.x), y: Double(box.y))
            let end = transform.apply(
                x: Double(box.x + box.width), y: Double(box.y + box.height))
            let left = Int(start.x.rounded())
            let top = Int(start.y.rounded())
            canvas.outline(
                PixelRectangle(
                    x: x + left, y: y + top, width: max(1, Int(end.x.rounded()) - left),
                    height: max(1, Int(end.y.rounded()) - top)),
                with: boxColour)
        }
    }
}
