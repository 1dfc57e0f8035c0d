/// To what size a picture is brought, and how.
public struct Resizing: Sendable, Hashable {
    /// How a result pixel is weighed from the pixels that it covers.
    ///
    /// When a picture is made smaller, all but `nearest` widen with the factor, so that nothing aliases.
    public enum Kernel: Int32, Sendable, CaseIterable {
        /// One pixel, unweighed.
        case nearest = 0
        /// A triangle over the nearest pixels.
        case linear = 1
        /// Catmull and Rom's cubic (a = −0.5), as Pillow's `BICUBIC`.
        case cubic = 2
        /// Lanczos's window with 3 lobes, as Pillow's `LANCZOS`; when enlarging, as `cubic`.
        case lanczos = 3
        /// The mean of the pixels covered: whole blocks first, a triangle for the rest of the factor.
        case area = 4
    }

    /// What becomes of the aspect ratio.
    public enum Fit: Sendable, Hashable {
        /// The picture fills the size; its aspect ratio changes.
        case stretch
        /// The picture keeps its aspect ratio, in the middle; the rest is padded with a colour.
        case letterbox(padding: Pixel)
        /// The picture keeps its aspect ratio and is as large as fits; the result has its size.
        case inside
        /// As `inside`, but never larger than the picture.
        case shrinkInside
        /// The picture keeps its aspect ratio and is as small as covers the size; nothing is cut.
        case outside
        /// As `outside`, but never larger than the picture.
        case shrinkOutside
    }

    /// The size asked for.
    public var size: ImageSize
    /// What becomes of the aspect ratio.
    public var fit: Fit
    /// How pixels are weighed.
    public var kernel: Kernel

    /// To a size in pixels, which must be positive.
    public init(to size: ImageSize, fit: Fit = .stretch, kernel: Kernel = .cubic) {
        precondition(
            (1...65_535).contains(size.width) && (1...65_535).contains(size.height),
            "a size is 1 to 65,535 pixels each way, found \(size)")
        self.size = size
        self.fit = fit
        self.kernel = kernel
    }

    /// So that the longer edge has a length in pixels.
    public static func longerEdge(_ length: Int, kernel: Kernel = .cubic) -> Resizing {
        Resizing(to: ImageSize(width: length, height: length), fit: .inside, kernel: kernel)
    }

    /// So that the shorter edge has a length in pixels.
    public static func shorterEdge(_ length: Int, kernel: Kernel = .cubic) -> Resizing {
        Resizing(to: ImageSize(width: length, height: length), fit: .outside, kernel: kernel)
    }

    /// The size of the result of a picture of a size, and where the picture lies in it.
    public func layout(of picture: ImageSize) -> (canvas: ImageSize, content: PixelRectangle) {
        let across = Double(size.width) / Double(picture.width)
        let down = Double(size.height) / Double(picture.height)
        func scaled(_ scale: Double) -> ImageSize {
            ImageSize(
                width: max(1, Int((Double(picture.width) * scale).rounded())),
                height: max(1, Int((Double(picture.height) * scale).rounded())))
        }
        switch fit {
        case .stretch:
            return (size, PixelRectangle(size))
        case .letterbox:
            let content = scaled(min(across, down))
            let corner = (
                x: (size.width - content.width) / 2, y: (size.height - content.height) / 2
            )
            return (
                size,
                PixelRectangle(
                    x: corner.x, y: corner.y, width: content.width, height: content.height)
            )
        case .inside, .shrinkInside, .outside, .shrinkOutside:
            let isOutside = fit == .outside || fit == .shrinkOutside
            let scale = isOutside ? max(across, down) : min(across, down)
            let mayEnlarge = fit == .inside || fit == .outside
            let content = scaled(mayEnlarge ? scale : min(scale, 1))
            return (content, PixelRectangle(content))
        }
    }
}
