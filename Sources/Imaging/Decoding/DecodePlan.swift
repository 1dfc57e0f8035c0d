/// How one photograph becomes pixels: opened, shrunk while it is decoded, cropped, resized, converted, turned.
///
/// Runs within `Vips.run`. Everything but the turn is one pass over the rows, from top to bottom.
struct DecodePlan {
    private let decoder: ImageDecoder
    private let source: ImageSource
    private let resizing: Resizing?
    private let photographSize: ImageSize
    private let storedSize: ImageSize
    private let orientation: Orientation
    /// The part of the upright photograph.
    private let box: PixelRectangle
    private let canvasSize: ImageSize
    /// Where the part lies in the result.
    private let content: PixelRectangle
    /// Whether the file's own colours are 8-bit sRGB.
    private let isPlain: Bool

    /// The most pixels that are decoded before they are resized; beyond, libvips does it row by row.
    private static let resizedAtOnce = 16 << 20

    init(
        decoder: ImageDecoder, source: ImageSource, crop: CropBox?, resizing: Resizing?
    ) throws {
        self.decoder = decoder
        self.source = source
        self.resizing = resizing
        let image = try source.open(tolerance: decoder.tolerance)
        let found = image.description
        storedSize = image.size
        orientation = Orientation(rawValue: Int(found.orientation)) ?? .upright
        photographSize = orientation.turned(storedSize)
        guard storedSize.pixelCount <= decoder.limits.maximumPixels else {
            throw source.file.failure(
                "expected at most \(decoder.limits.maximumPixels) pixels, found \(storedSize)",
                advice: "raise the limit if you trust the file", kind: .tooLarge)
        }
        guard found.is_supported else {
            throw source.file.failure(
                "expected grey, RGB or CMYK of 8 or 16 bits, found \(found.bands) channels "
                    + (found.bits > 0 ? "of \(found.bits) bits" : "of another type"),
                kind: .unsupported)
        }
        isPlain =
            found.bands == 3 && found.bits == 8 && !found.is_cmyk
            && Self.isSRGB(image.profile, bands: 3)
        let crop = crop ?? .pixels(PixelRectangle(photographSize))
        guard let box = crop.pixels(in: photographSize) else {
            throw source.file.failure(
                "expected a box within the photograph's \(photographSize) pixels, found \(crop)")
        }
        self.box = box
        (canvasSize, content) =
            resizing?.layout(of: box.size) ?? (box.size, PixelRectangle(box.size))
        guard canvasSize.pixelCount <= decoder.limits.maximumPixels else {
            throw source.file.failure(
                "expected a result of at most \(decoder.limits.maximumPixels) pixels, asked for "
                    + "\(canvasSize)", kind: .tooLarge)
        }
    }

    func run() throws -> DecodedImage {
        let warnings = Vips.missingDataWarnings
        let pixels = flawlessPixels()
        if let pixels, orientation == .upright, pixels.size == content.size,
            content.size == canvasSize
        {
            return decoded(pixels)
        }
        if let pixels, pixels.size == orientation.turned(content.size) {
            let canvas = emptyCanvas()
            canvas.draw(pixels, turned: orientation, x: content.x, y: content.y)
            return decoded(PixelImage(canvas))
        }
        // Where they are, the image sees them.
        defer { withExtendedLifetime(pixels) {} }
        let image = try image(of: pixels)
        let canvas = emptyCanvas()
        if orientation == .upright {
            try image.write(to: canvas, x: content.x, y: content.y)
        } else {
            let stored = PixelCanvas(size: orientation.turned(content.size))
            try image.write(to: stored)
            canvas.draw(stored, turned: orientation, x: content.x, y: content.y)
        }
        if pixels == nil { try checkCompleteness(since: warnings) }
        return decoded(PixelImage(canvas))
    }

    /// The result, but for its content.
    private func emptyCanvas() -> PixelCanvas {
        let canvas = PixelCanvas(size: canvasSize)
        if case .letterbox(let padding) = resizing?.fit {
            canvas.fill(around: content, with: padding)
        }
        return canvas
    }

    private func decoded(_ image: PixelImage) -> DecodedImage {
        DecodedImage(
            image: image, transform: PixelTransform(of: box, into: content),
            photographSize: photographSize)
    }

    /// The part, shrunk but not yet resized, where libvips is not needed for it.
    private func flawlessPixels() -> PixelImage? {
        guard isPlain, source.format == .jpeg else { return nil }
        let shrink = shrinkWhileDecoding()
        let size = ImageSize(
            width: storedSize.width / shrink, height: storedSize.height / shrink)
        guard size.pixelCount > 0 else { return nil }
        let part = self.part(of: size, shrink: shrink)
        guard resizing == nil || part.size.pixelCount <= Self.resizedAtOnce else { return nil }
        return source.flawlessPixels(shrunkBy: shrink, to: size, part: part)
    }

    /// The part, at the size of the result, as stored: not yet turned, in sRGB.
    private func image(of pixels: PixelImage?) throws -> VipsImage {
        guard let pixels else { return try colours(of: resized()) }
        return try fitted(VipsImage(pixels))
    }

    /// A JPEG file may lack data and yet have its end: then libvips only warns.
    ///
    /// The warning may be another thread's, but not when this runs again, alone.
    private func checkCompleteness(since warnings: UInt64) throws {
        if source.format == .jpeg, decoder.tolerance != .truncation,
            Vips.missingDataWarnings != warnings
        {
            throw VipsFailure(message: "premature end of the picture's data")
        }
    }

    /// The part, at the size of the result, as stored: not yet turned, in the file's own colours.
    private func resized() throws -> VipsImage {
        let shrink = shrinkWhileDecoding()
        var image = try source.open(tolerance: decoder.tolerance, shrink: shrink)
        let part = self.part(of: image.size, shrink: shrink)
        if part.size != image.size {
            image = try image.cropped(to: part)
        }
        if image.description.has_alpha {
            image = try image.flattened(onto: decoder.background)
        }
        return try fitted(image)
    }

    private func fitted(_ image: consuming VipsImage) throws -> VipsImage {
        let size = orientation.turned(content.size)
        guard let resizing, image.size != size else { return image }
        return try image.resized(to: size, kernel: resizing.kernel)
    }

    private func colours(of image: consuming VipsImage) throws -> VipsImage {
        if !Self.isSRGB(image.profile, bands: Int(image.description.bands)) {
            // A damaged profile is no reason to lose a photograph.
            do { return try image.convertedToSRGB(byProfile: true) } catch is VipsFailure {}
        }
        return try image.convertedToSRGB(byProfile: image.description.is_cmyk)
    }

    /// Whether a profile asks for nothing: there is none, or one that does not fit, or sRGB's.
    private static func isSRGB(_ profile: [UInt8]?, bands: Int) -> Bool {
        guard let profile, ColourProfile.fits(profile, channels: bands) else { return true }
        return ColourProfile.isSRGB(profile)
    }

    /// By how much the decoder shrinks: at least half of the factor is left to the kernel, which keeps
    /// what is seen the kernel's work.
    private func shrinkWhileDecoding() -> Int {
        guard let resizing, resizing.kernel != .nearest,
            source.format == .jpeg || source.format == .webp
        else { return 1 }
        let factor = min(
            Double(box.width) / Double(content.width),
            Double(box.height) / Double(content.height))
        return [8, 4, 2].first { factor >= Double(2 * $0) } ?? 1
    }

    /// The part in the stored picture, whose size may have been shrunk.
    private func part(of size: ImageSize, shrink: Int) -> PixelRectangle {
        let stored = orientation.stored(box, in: storedSize)
        guard shrink > 1 else { return stored }
        func span(_ start: Int, _ length: Int, _ count: Int) -> (Int, Int) {
            let first = min((start + shrink / 2) / shrink, count - 1)
            let last = min((start + length + shrink / 2) / shrink, count)
            return (first, max(last - first, 1))
        }
        let (x, width) = span(stored.x, stored.width, size.width)
        let (y, height) = span(stored.y, stored.height, size.height)
        return PixelRectangle(x: x, y: y, width: width, height: height)
    }
}
