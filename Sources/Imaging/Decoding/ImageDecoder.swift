/// Reads photographs: JPEG, PNG, TIFF, WebP and, where libvips was built with it, HEIC.
///
/// Whatever the file holds (8 or 16 bits, grey, palette, CMYK, alpha, any colour profile, any orientation of
/// EXIF's), out come upright pixels of 8-bit sRGB. A decoder is a value without state: threads may share it.
/// Each picture is decoded on the thread that calls; to use all cores, decode several at a time.
public struct ImageDecoder: Sendable {
    /// How large a photograph may be.
    public var limits: ImageLimits
    /// Which damage is taken; by default small flaws, but no file that is cut short.
    public var tolerance: DamageTolerance
    /// What transparent pixels are blended into: the colours hidden under them are never seen.
    public var background: Pixel

    /// A decoder.
    public init(
        limits: ImageLimits = ImageLimits(), tolerance: DamageTolerance = .flaws,
        background: Pixel = .black
    ) {
        self.limits = limits
        self.tolerance = tolerance
        self.background = background
    }

    /// The version of the libvips that decodes, such as `8.14.1`; another one may give other pixels.
    public static var libraryVersion: String { Vips.version }

    /// Whether photographs of a format can be read here; HEIC depends on how libvips was built.
    public static func canRead(_ format: ImageFormat) -> Bool {
        Vips.canRead(format)
    }

    /// Decodes a photograph, or a part of it, to the size asked for.
    ///
    /// No more is decoded than needed: JPEG and WebP are shrunk while they are decoded, and rows below the box
    /// are left alone. A box is cut from the full resolution, then resized.
    ///
    /// - Parameters:
    ///   - crop: A part of the upright photograph; all of it if left out. What lies outside is left out.
    ///   - resizing: The size of the result; that of the part if left out.
    /// - Throws: `ImageError` where the file is missing, damaged, too large or of an unknown kind, or where the
    ///   box lies outside of the photograph.
    public func decode(
        _ file: ImageFile, crop: CropBox? = nil, resizing: Resizing? = nil
    ) throws -> DecodedImage {
        let source = try ImageSource(whole: file, limits: limits)
        return try source.reporting {
            try DecodePlan(decoder: self, source: source, crop: crop, resizing: resizing).run()
        }
    }

    /// Reads what a file says of its photograph, without decoding it.
    ///
    /// - Throws: `ImageError` where the file is missing, too large, or its header damaged or of an unknown kind.
    public func header(of file: ImageFile) throws -> ImageHeader {
        let source = try ImageSource(headOf: file, limits: limits)
        return try source.reporting { try source.open(tolerance: tolerance).header(source) }
    }
}
