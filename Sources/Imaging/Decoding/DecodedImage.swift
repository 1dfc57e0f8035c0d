/// A photograph's pixels, and where they come from.
public struct DecodedImage: Sendable {
    /// The pixels, upright.
    public let image: PixelImage
    /// Where points of the upright photograph lie in `image`.
    public let transform: PixelTransform
    /// The size of the whole upright photograph.
    public let photographSize: ImageSize

    /// A photograph's pixels from elsewhere than a file, such as a cache.
    public init(image: PixelImage, transform: PixelTransform, photographSize: ImageSize) {
        self.image = image
        self.transform = transform
        self.photographSize = photographSize
    }
}
