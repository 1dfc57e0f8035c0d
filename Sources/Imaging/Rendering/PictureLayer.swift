/// A picture, or a part of it, and how it is to be drawn.
public struct PictureLayer: Sendable {
    /// The pixels.
    public var image: PixelImage
    /// Where the picture's points lie in the drawing; there must be a way back.
    public var transform: AffineTransform
    /// What becomes of its colours.
    public var colours: ColourTransform
    /// The part that is seen: its left, upper, right and lower edge, in pixels of the picture.
    public var part: (left: Double, top: Double, right: Double, bottom: Double)

    /// The whole of a picture, drawn as it is unless a transform says otherwise.
    public init(
        _ image: PixelImage, transform: AffineTransform = .identity,
        colours: ColourTransform = .identity
    ) {
        self.image = image
        self.transform = transform
        self.colours = colours
        part = (0, 0, Double(image.width), Double(image.height))
    }
}

extension PixelImage {
    /// Draws layers, later ones over earlier ones, in one interpolation each.
    ///
    /// A pixel is weighed linearly from its four neighbours; where a layer is made smaller, the mean of
    /// what each pixel covers is taken, so that nothing aliases, and edges between pixels are blended.
    /// A single picture that is only scaled, to whole pixels, is drawn as by `resampled`, cubically.
    ///
    /// - Parameters:
    ///   - size: The size of the drawing; it must be positive.
    ///   - background: The colour of what no layer covers. No layer's colour transform changes it.
    public static func drawing(
        _ layers: [PictureLayer], size: ImageSize, background: Pixel = .black
    ) -> PixelImage {
        if layers.count == 1, let image = layers[0].scaled(to: size, background: background) {
            return image
        }
        let canvas = PixelCanvas(size: size)
        canvas.fill(background)
        for layer in layers { LayerPass(layer.shrunk(for: size)).draw(on: canvas) }
        return PixelImage(canvas)
    }
}

extension PictureLayer {
    /// The drawing of this layer alone, where it is the whole picture scaled to whole pixels.
    fileprivate func scaled(to size: ImageSize, background: Pixel) -> PixelImage? {
        guard colours == .identity, let scaling = transform.pixelTransform,
            part == (0, 0, Double(image.width), Double(image.height))
        else { return nil }
        if scaling == PixelTransform(), image.size == size { return image }
        let end = scaling.apply(x: part.right, y: part.bottom)
        let edges = [scaling.offsetX, scaling.offsetY, end.x, end.y]
        guard edges.allSatisfy({ abs($0 - $0.rounded()) < 1e-6 && abs($0) < 65_536 }) else {
            return nil
        }
        let whole = edges.map { Int($0.rounded()) }
        let content = ImageSize(width: whole[2] - whole[0], height: whole[3] - whole[1])
        guard whole[0] >= 0, whole[1] >= 0, whole[2] <= size.width, whole[3] <= size.height,
            content.width > 0, content.height > 0
        else { return nil }
        let scaled = image.resampled(resizing: Resizing(to: content)).image
        if content == size { return scaled }
        let canvas = PixelCanvas(size: size)
        canvas.fill(background)
        canvas.draw(scaled, x: whole[0], y: whole[1])
        return PixelImage(canvas)
    }

    /// The same layer over a smaller picture, where the drawing would leave pixels of it out.
    func shrunk(for size: ImageSize) -> PictureLayer {
        let across = (transform.xx * transform.xx + transform.yx * transform.yx).squareRoot()
        let down = (transform.xy * transform.xy + transform.yy * transform.yy).squareRoot()
        let columns = max(1, (1 / across).rounded(.down))
        let rows = max(1, (1 / down).rounded(.down))
        guard columns > 1 || rows > 1, let needed = visibleArea(of: size, margin: (columns, rows))
        else { return self }
        let block = ImageSize(
            width: Int(min(columns, Double(needed.width))),
            height: Int(min(rows, Double(needed.height))))
        var layer = self
        layer.image = image.blockMeans(of: needed, block: block)
        let step = PixelTransform(
            scaleX: 1 / Double(block.width), scaleY: 1 / Double(block.height),
            offsetX: -Double(needed.x) / Double(block.width),
            offsetY: -Double(needed.y) / Double(block.height))
        let start = step.apply(x: part.left, y: part.top)
        let end = step.apply(x: part.right, y: part.bottom)
        layer.part = (
            max(start.x, 0), max(start.y, 0),
            min(end.x, Double(needed.width) / Double(block.width)),
            min(end.y, Double(needed.height) / Double(block.height))
        )
        layer.transform = AffineTransform(step).inverse.followed(by: transform)
        return layer
    }

    /// The whole pixels of the part that a drawing of a size shows; `nil` where it shows none.
    private func visibleArea(
        of size: ImageSize, margin: (x: Double, y: Double)
    ) -> PixelRectangle? {
        let back = transform.inverse
        let corners = [(0, 0), (1, 0), (0, 1), (1, 1)].map {
            back.apply(x: Double($0.0 * size.width), y: Double($0.1 * size.height))
        }
        func span(
            _ places: [Double], _ part: (Double, Double), _ margin: Double, _ count: Int
        ) -> Range<Int>? {
            let start = max((places.min() ?? 0) - 2 * margin, part.0, 0).rounded(.down)
            let end = min((places.max() ?? 0) + 2 * margin, part.1, Double(count)).rounded(.up)
            return start < end ? Int(start)..<Int(end) : nil
        }
        guard
            let columns = span(
                corners.map(\.x), (part.left, part.right), margin.x, image.width),
            let rows = span(corners.map(\.y), (part.top, part.bottom), margin.y, image.height)
        else { return nil }
        return PixelRectangle(
            x: columns.lowerBound, y: rows.lowerBound, width: columns.count, height: rows.count)
    }
}
