import CVips

/// A photograph's file, open or in memory, its format known.
struct ImageSource {
    let file: ImageFile
    let format: ImageFormat
    private let content: Content

    private enum Content {
        case memory(FileContents)
        case file(OpenFile)
    }

    /// Takes the whole file into memory: then nothing that becomes of the file meanwhile matters.
    init(whole file: ImageFile, limits: ImageLimits) throws {
        let contents: FileContents
        switch file.content {
        case .bytes(let bytes):
            try file.check(byteCount: bytes.count, limits: limits)
            contents = FileContents(bytes)
        case .path(let path):
            let open = try OpenFile(file, path: path, limits: limits)
            // Most of what is no photograph is told by the first bytes.
            _ = try Self.format(of: try open.read(ImageFormat.signatureLength), file: file)
            contents = try open.read(open.byteCount)
        }
        try self.init(file: file, contents: contents)
        let scans = format == .jpeg ? ScanCount.scans(in: contents.bytes) : 0
        guard scans <= ScanCount.maximum else {
            throw file.failure(
                "expected at most \(ScanCount.maximum) scans, found \(scans)", kind: .tooLarge)
        }
    }

    /// Leaves the file where it is, if its header comes first.
    init(headOf file: ImageFile, limits: ImageLimits) throws {
        guard case .path(let path) = file.content else {
            try self.init(whole: file, limits: limits)
            return
        }
        let open = try OpenFile(file, path: path, limits: limits)
        let format = try Self.format(
            of: try open.read(ImageFormat.signatureLength), file: file)
        if format.isStreamed {
            self.init(file: file, format: format, content: .file(open))
        } else {
            try self.init(file: file, contents: try open.read(open.byteCount))
        }
    }

    private init(file: ImageFile, contents: FileContents) throws {
        let format = try Self.format(of: contents, file: file)
        self.init(file: file, format: format, content: .memory(contents))
    }

    private init(file: ImageFile, format: ImageFormat, content: Content) {
        self.file = file
        self.format = format
        self.content = content
    }

    private static func format(of head: FileContents, file: ImageFile) throws -> ImageFormat {
        guard let format = ImageFormat(firstBytes: head.bytes) else {
            throw file.failure(
                "expected a JPEG, PNG, TIFF, WebP or HEIC photograph, found none of these",
                kind: .unsupported)
        }
        guard Vips.canRead(format) else {
            throw file.failure(
                "found a \(format.name) file, which the libvips in use cannot read",
                kind: .unsupported)
        }
        return format
    }

    /// Opens the image within `Vips.run`; this source must outlive it.
    func open(tolerance: DamageTolerance, shrink: Int = 1) throws -> VipsImage {
        switch content {
        case .memory(let contents):
            try VipsImage(contents.bytes, format: format, tolerance: tolerance, shrink: shrink)
        case .file(let file):
            try VipsImage(file, format: format, tolerance: tolerance, shrink: shrink)
        }
    }

    /// The pixels of a part, where this is a flawless JPEG file in colour and in memory; in the file's own colours, and
    /// as stored.
    ///
    /// - Parameters:
    ///   - shrink: By how much the picture is shrunk while it is decoded: 1, 2, 4 or 8.
    ///   - size: The picture's size after that.
    ///   - part: A part of it.
    func flawlessPixels(
        shrunkBy shrink: Int, to size: ImageSize, part: PixelRectangle
    ) -> PixelImage? {
        guard format == .jpeg, case .memory(let contents) = content else { return nil }
        let canvas = PixelCanvas(size: part.size)
        let isDone = cvips_jpeg_pixels(
            contents.bytes.baseAddress, contents.count, Int32(shrink), Int32(size.width),
            Int32(size.height), Int32(part.x), Int32(part.y), Int32(part.width),
            Int32(part.height), canvas.address.assumingMemoryBound(to: UInt8.self))
        return isDone ? PixelImage(canvas) : nil
    }

    /// Runs `body` within libvips, and turns its failures into errors about this file.
    func reporting<Result>(_ body: () throws -> Result) throws -> Result {
        try withExtendedLifetime(content) {
            do {
                return try Vips.run(body)
            } catch let failure as VipsFailure {
                throw file.failure("the \(format.name) file is damaged: \(failure.message)")
            }
        }
    }
}

extension VipsImage {
    /// What the header says; the size is the upright one's.
    func header(_ source: ImageSource) throws -> ImageHeader {
        let found = description
        let orientation = Orientation(rawValue: Int(found.orientation)) ?? .upright
        let degrees = (
            ExifFields.degrees(
                field(ExifFields.latitude), side: field(ExifFields.latitudeSide), negative: "S"),
            ExifFields.degrees(
                field(ExifFields.longitude), side: field(ExifFields.longitudeSide), negative: "W")
        )
        var position: GeographicPosition?
        if case (let latitude?, let longitude?) = degrees {
            position = GeographicPosition(latitude: latitude, longitude: longitude)
        }
        var captureTime: CaptureTime?
        for name in ExifFields.times where captureTime == nil {
            captureTime = ExifFields.value(field(name)).flatMap { CaptureTime(exif: $0) }
        }
        return ImageHeader(
            format: source.format, size: orientation.turned(size), orientation: orientation,
            captureTime: captureTime, position: position,
            cameraMake: ExifFields.value(field(ExifFields.make)),
            cameraModel: ExifFields.value(field(ExifFields.model)),
            channels: Int(found.bands), bits: Int(found.bits), hasProfile: hasProfile)
    }
}
