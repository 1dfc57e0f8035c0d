import CVips

/// How a picture is written.
public enum ImageEncoding: Sendable, Hashable {
    /// JPEG; quality is 1 to 100. Colour is stored at half the resolution where `subsamples`.
    case jpeg(quality: Int = 90, subsamples: Bool = true)
    /// PNG, which loses nothing; compression is 0 (fast) to 9 (small).
    case png(compression: Int = 6)

    /// By a file's name: PNG for ".png", else JPEG.
    public init(path: String) {
        self = path.lowercased().hasSuffix(".png") ? .png() : .jpeg()
    }
}

/// What a JPEG file says of its photograph, beside the pixels.
public struct PhotographMetadata: Sendable, Hashable {
    /// When it was taken.
    public var captureTime: CaptureTime?
    /// Where it was taken.
    public var position: GeographicPosition?
    /// The camera's maker.
    public var cameraMake: String?
    /// The camera's model.
    public var cameraModel: String?

    /// Metadata; by default none.
    public init(
        captureTime: CaptureTime? = nil, position: GeographicPosition? = nil,
        cameraMake: String? = nil, cameraModel: String? = nil
    ) {
        self.captureTime = captureTime
        self.position = position
        self.cameraMake = cameraMake
        self.cameraModel = cameraModel
    }

    /// EXIF's fields and their values.
    var fields: [(name: String, value: String)] {
        var fields: [(String, String)] = []
        // libvips takes the last brackets for a description, and cuts them off.
        if let cameraMake { fields.append((ExifFields.make, cameraMake + " (ASCII)")) }
        if let cameraModel { fields.append((ExifFields.model, cameraModel + " (ASCII)")) }
        if let captureTime { fields.append((ExifFields.time, captureTime.exif)) }
        if let position {
            fields += [
                (ExifFields.latitudeSide, position.latitude < 0 ? "S" : "N"),
                (ExifFields.latitude, ExifFields.rationals(position.latitude)),
                (ExifFields.longitudeSide, position.longitude < 0 ? "W" : "E"),
                (ExifFields.longitude, ExifFields.rationals(position.longitude)),
            ]
        }
        return fields
    }
}

extension PixelImage {
    /// The bytes of a file with this picture.
    ///
    /// - Parameter metadata: What a JPEG file says of the photograph; PNG leaves it out.
    /// - Throws: `ImageError` where the format cannot hold the picture: JPEG takes at most 65,535 pixels each way.
    public func encoded(
        as encoding: ImageEncoding = .jpeg(), metadata: PhotographMetadata = PhotographMetadata()
    ) throws -> [UInt8] {
        try encoded(as: encoding, metadata: metadata, path: "picture")
    }

    /// Writes a file with this picture; it appears under its name once it is complete.
    ///
    /// - Parameter encoding: By the file's name if left out: PNG for ".png", else JPEG.
    /// - Throws: `ImageError` where the folder is missing, the disk is full, or the format cannot hold the
    ///   picture.
    public func write(
        to path: String, as encoding: ImageEncoding? = nil,
        metadata: PhotographMetadata = PhotographMetadata()
    ) throws {
        let encoding = encoding ?? ImageEncoding(path: path)
        let bytes = try encoded(as: encoding, metadata: metadata, path: path)
        try WholeFile.write(bytes, to: path)
    }

    private func encoded(
        as encoding: ImageEncoding, metadata: PhotographMetadata, path: String
    ) throws -> [UInt8] {
        do {
            return try Vips.run {
                let image = try VipsImage(self)
                switch encoding {
                case .jpeg(let quality, let subsamples):
                    precondition((1...100).contains(quality), "quality \(quality) of 1 to 100")
                    let fields = metadata.fields
                    for field in fields { image.set(field.name, to: field.value) }
                    return try image.jpeg(
                        quality: quality, subsamples: subsamples, keepsMetadata: !fields.isEmpty)
                case .png(let compression):
                    precondition(
                        (0...9).contains(compression), "compression \(compression) of 0 to 9")
                    return try image.png(compression: compression)
                }
            }
        } catch let failure as VipsFailure {
            throw ImageError(
                path: path, problem: "\(size) pixels cannot be encoded: \(failure.message)",
                kind: .unwritable)
        }
    }
}
