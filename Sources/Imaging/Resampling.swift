extension PixelImage {
    /// Another size of this picture, or of a part of it, and where its points went.
    ///
    /// - Parameters:
    ///   - crop: A part; what lies outside of the picture is left out. At least one pixel must lie within.
    ///   - resizing: The size of the result; that of the part if left out.
    public func resampled(
        crop: CropBox? = nil, resizing: Resizing? = nil
    ) -> (image: PixelImage, transform: PixelTransform) {
        let crop = crop ?? .pixels(PixelRectangle(size))
        guard let box = crop.pixels(in: size) else {
            preconditionFailure("the box \(crop) lies outside of \(size) pixels")
        }
        let (canvasSize, content) =
            resizing?.layout(of: box.size) ?? (box.size, PixelRectangle(box.size))
        do {
            let image = try Vips.run {
                let canvas = PixelCanvas(size: canvasSize)
                if case .letterbox(let padding) = resizing?.fit {
                    canvas.fill(around: content, with: padding)
                }
                var image = try VipsImage(self)
                if box.size != size { image = try image.cropped(to: box) }
                if let resizing, content.size != box.size {
                    image = try image.resized(to: content.size, kernel: resizing.kernel)
                }
                try image.write(to: canvas, x: content.x, y: content.y)
                return PixelImage(canvas)
            }
            return (image, PixelTransform(of: box, into: content))
        } catch {
            // Nothing of a picture in memory can be missing or damaged.
            fatalError("libvips cannot resize a picture in memory: \(error)")
        }
    }

    /// This picture turned upright, as EXIF's orientation says it is stored.
    public func turned(_ orientation: Orientation) -> PixelImage {
        let canvas = PixelCanvas(size: orientation.turned(size))
        canvas.draw(self, turned: orientation, x: 0, y: 0)
        return PixelImage(canvas)
    }
}
