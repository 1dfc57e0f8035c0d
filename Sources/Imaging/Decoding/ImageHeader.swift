/// What a photograph's file says before its pixels are decoded.
public struct ImageHeader: Sendable, Hashable {
    /// The file's format, by its content.
    public let format: ImageFormat
    /// The size of the upright photograph.
    public let size: ImageSize
    /// How the pixels are stored.
    public let orientation: Orientation
    /// When it was taken, by the camera's clock; EXIF's `DateTimeOriginal`, else `DateTimeDigitized`,
    /// else `DateTime`.
    public let captureTime: CaptureTime?
    /// Where it was taken.
    public let position: GeographicPosition?
    /// The camera's maker, EXIF's `Make`.
    public let cameraMake: String?
    /// The camera's model, EXIF's `Model`.
    public let cameraModel: String?
    /// Channels as stored, alpha included.
    public let channels: Int
    /// Bits per channel as stored; 0 where they are no integers of 8 or 16 bits.
    public let bits: Int
    /// Whether a colour profile is embedded.
    public let hasProfile: Bool

    /// The size of the stored picture, before orientation.
    var storedSize: ImageSize { orientation.turned(size) }
}
