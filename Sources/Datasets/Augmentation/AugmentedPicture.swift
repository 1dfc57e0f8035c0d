import Imaging

/// A picture on its way through augmentations, which is drawn as late as can be.
///
/// What moves points only changes where the source's pixels will go, what changes colours linearly only a matrix.
/// So however many augmentations there are, pixels are interpolated and rounded once; and what a crop has cut off
/// comes back where a later turn or shrink uncovers it, instead of padding. Only what must see pixels (blur,
/// cutout) draws earlier. Boxes stay with the source's pixels, and are the tightest around what is left of
/// them, however often the picture turns.
public struct AugmentedPicture: Sendable {
    /// Something that a box is around.
    struct Content: Sendable {
        /// What it is; the box is the one that it had at first.
        var label: BoxLabel
        /// What was left of the box at the last drawing, in the source's pixels.
        var outline: Polygon
        /// The share of the box's area that this is.
        var share = 1.0
    }

    /// Source pixels with what is in them.
    struct Layer: Sendable {
        var drawing: PictureLayer
        var contents: [Content]

        /// The part that is seen, in the source's pixels.
        var part: Box {
            let part = drawing.part
            return Box(left: part.left, top: part.top, right: part.right, bottom: part.bottom)
        }
    }

    /// Several once there is a mosaic.
    private(set) var layers: [Layer]
    /// The picture's size now, in pixels; whole once it is drawn.
    public private(set) var width: Double
    /// The picture's height now, in pixels; whole once it is drawn.
    public private(set) var height: Double
    /// Which boxes stay.
    public let limits: BoxLimits
    /// The rows whose labels hold, with their weights.
    public internal(set) var parts: [SamplePart]
    /// The rows whose pixels are in it, in the order in which they came in.
    public private(set) var rows: [Int]

    /// A decoded photograph with its boxes, in its pixels.
    public init(
        _ image: PixelImage, boxes: [BoxLabel] = [], row: Int = 0, limits: BoxLimits = BoxLimits()
    ) {
        precondition(
            boxes.allSatisfy { $0.box.unit == .pixels }, "boxes are in the picture's pixels")
        layers = [
            Layer(
                drawing: PictureLayer(image),
                contents: boxes.map { Content(label: $0, outline: Polygon($0.box)) })
        ]
        width = Double(image.width)
        height = Double(image.height)
        self.limits = limits
        parts = [SamplePart(row: row, weight: 1)]
        rows = [row]
    }

    /// The boxes as they are seen now: around what is left of them, without those of which too little is.
    public var boxes: [BoxLabel] {
        contents.compactMap { content in
            guard let box = content.outline.bounds else { return nil }
            var label = content.label
            label.box = box
            return label
        }
    }

    /// What is seen now, in the picture's pixels.
    private var contents: [Content] {
        let frame = Box(left: 0, top: 0, right: width, bottom: height)
        return layers.flatMap { layer in
            layer.contents.compactMap { content in
                let transform = layer.drawing.transform
                let whole = content.outline.moved(by: transform).area
                let seen = content.outline.clipped(to: layer.part).moved(by: transform)
                    .clipped(to: frame)
                guard whole > 0, let box = seen.bounds, !box.isEmpty else { return nil }
                let share = content.share * seen.area / whole
                guard share >= limits.visibleShare,
                    min(box.width, box.height) >= limits.shortestEdge
                else { return nil }
                return Content(label: content.label, outline: seen, share: share)
            }
        }
    }

    /// Moves every point.
    public mutating func move(_ transform: AffineTransform) {
        for place in layers.indices {
            layers[place].drawing.transform = layers[place].drawing.transform.followed(
                by: transform)
        }
    }

    /// Moves points about the middle of the picture.
    public mutating func moveAboutCentre(_ transform: AffineTransform) {
        move(transform.about(x: width / 2, y: height / 2))
    }

    /// Shows a part, which may reach beyond the picture, in its own size or scaled to another one.
    public mutating func show(_ part: Box, scaledTo size: ImageSize? = nil) {
        precondition(!part.isEmpty && part.isFinite, "nothing is in \(part)")
        width = size.map { Double($0.width) } ?? part.width
        height = size.map { Double($0.height) } ?? part.height
        move(
            AffineTransform.translation(x: -part.left, y: -part.top)
                .followed(by: .scaling(x: width / part.width, y: height / part.height)))
    }

    /// Brings the picture to a size; nothing changes where it has that size.
    ///
    /// Beside a letterbox, what lies beyond the picture's edges is seen: what a crop cut off, then padding.
    public mutating func fit(to size: ImageSize, _ fit: SampleFit) {
        guard width != Double(size.width) || height != Double(size.height) else { return }
        let whole = ImageSize(width: Self.pixels(width), height: Self.pixels(height))
        let content =
            fit == .stretch
            ? PixelRectangle(size)
            : Resizing(to: size, fit: .letterbox(padding: .black)).layout(of: whole).content
        move(
            AffineTransform(
                xx: Double(content.width) / width, yy: Double(content.height) / height,
                x0: Double(content.x), y0: Double(content.y)))
        width = Double(size.width)
        height = Double(size.height)
    }

    /// Changes every colour.
    public mutating func recolour(_ colours: ColourTransform) {
        for place in layers.indices {
            layers[place].drawing.colours = layers[place].drawing.colours.followed(by: colours)
        }
    }

    /// The mean colour of what is seen, padding left out: of 32 × 32 points.
    public var meanColour: SIMD3<Double> {
        let points = 32
        var sum = SIMD3<Double>.zero
        var count = 0.0
        for layer in layers {
            let back = layer.drawing.transform.inverse
            let part = layer.part
            var layerSum = SIMD3<Double>.zero
            var layerCount = 0.0
            for row in 0..<points {
                for column in 0..<points {
                    let place = back.apply(
                        x: (Double(column) + 0.5) * width / Double(points),
                        y: (Double(row) + 0.5) * height / Double(points))
                    guard place.x >= part.left, place.x < part.right, place.y >= part.top,
                        place.y < part.bottom
                    else { continue }
                    let pixel = layer.drawing.image[Int(place.x), Int(place.y)]
                    layerSum += [Double(pixel.red), Double(pixel.green), Double(pixel.blue)]
                    layerCount += 1
                }
            }
            guard layerCount > 0 else { continue }
            sum += layer.drawing.colours.apply(layerSum / layerCount) * layerCount
            count += layerCount
        }
        return count > 0 ? sum / count : .zero
    }

    /// The pixels as they are seen now.
    ///
    /// - Parameter padding: The colour of what no photograph covers.
    public func drawn(padding: Pixel = .black) -> PixelImage {
        var copy = self
        return copy.draw(padding: padding)
    }

    /// The pixels: drawn now, and the source of all that follows.
    mutating func draw(padding: Pixel) -> PixelImage {
        let size = ImageSize(width: Self.pixels(width), height: Self.pixels(height))
        // A size that is not whole is stretched by less than a pixel.
        fit(to: size, .stretch)
        let image = PixelImage.drawing(layers.map(\.drawing), size: size, background: padding)
        layers = [Layer(drawing: PictureLayer(image), contents: contents)]
        return image
    }

    /// Puts other pixels, of the same size, in the place of those that `draw` gave.
    public mutating func replacePixels(with image: PixelImage) {
        precondition(
            layers.count == 1 && layers[0].drawing.image.size == image.size,
            "pixels are replaced once they are drawn, by as many")
        layers[0].drawing.image = image
    }

    /// Keeps only what is seen, so that nothing beyond the edges comes back.
    mutating func cut(padding: Pixel) {
        guard layers.allSatisfy({ $0.drawing.transform.xy == 0 && $0.drawing.transform.yx == 0 })
        else {
            _ = draw(padding: padding)
            return
        }
        for place in layers.indices {
            let back = layers[place].drawing.transform.inverse
            let start = back.apply(x: 0, y: 0)
            let end = back.apply(x: width, y: height)
            let part = layers[place].drawing.part
            layers[place].drawing.part = (
                max(part.left, min(start.x, end.x)), max(part.top, min(start.y, end.y)),
                min(part.right, max(start.x, end.x)), min(part.bottom, max(start.y, end.y))
            )
        }
    }

    /// Lays another picture, as it is seen, over this one.
    mutating func add(_ other: AugmentedPicture) {
        layers += other.layers
        rows += other.rows
    }

    /// Adds what is known about another picture whose pixels were blended in.
    mutating func mix(_ other: AugmentedPicture, share: Double) {
        parts =
            parts.map { SamplePart(row: $0.row, weight: $0.weight * share) }
            + other.parts.map { SamplePart(row: $0.row, weight: $0.weight * (1 - share)) }
        rows += other.rows
        layers[0].contents += other.contents
    }

    private static func pixels(_ length: Double) -> Int {
        min(max(Int(min(length, 65_535).rounded()), 1), 65_535)
    }
}
