/// How large a photograph may be: guards against files that unpack to more than memory holds.
///
/// Both are checked before anything is decoded.
public struct ImageLimits: Sendable, Hashable {
    /// Width times height, as the file declares it. A picture in memory takes 3 bytes per pixel.
    public var maximumPixels: Int
    /// Bytes of the file.
    public var maximumFileBytes: Int

    /// Limits; by default 250 million pixels and 1 GiB, which no camera's photograph reaches.
    public init(maximumPixels: Int = 250_000_000, maximumFileBytes: Int = 1 << 30) {
        self.maximumPixels = maximumPixels
        self.maximumFileBytes = maximumFileBytes
    }
}
