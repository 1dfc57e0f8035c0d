import CVips

/// An image of libvips: a recipe for pixels rather than pixels, until it is written.
///
/// Lives only within `Vips.run`.
struct VipsImage: ~Copyable {
    private let handle: cvips_image

    private init(_ handle: cvips_image?) throws {
        guard let handle else { throw VipsFailure.last }
        self.handle = handle
    }

    deinit {
        cvips_release(handle)
    }

    /// Opens an image in memory that must outlive this one, and all that is made from it.
    init(
        _ bytes: UnsafeRawBufferPointer, format: ImageFormat, tolerance: DamageTolerance,
        shrink: Int = 1
    ) throws {
        try self.init(
            cvips_load_memory(
                bytes.baseAddress, bytes.count, format.rawValue, tolerance.code, Int32(shrink)))
    }

    /// Opens an image in a file that must stay open.
    init(
        _ file: OpenFile, format: ImageFormat, tolerance: DamageTolerance, shrink: Int = 1
    ) throws {
        file.rewind()
        try self.init(
            cvips_load_descriptor(
                file.descriptor, format.rawValue, tolerance.code, Int32(shrink)))
    }

    /// Sees interleaved RGB that must outlive this image, and all that is made from it.
    init(_ image: PixelImage) throws {
        try self.init(
            cvips_from_rgb(image.bytes.baseAddress, Int32(image.width), Int32(image.height)))
    }

    var description: cvips_description { cvips_describe(handle) }

    var size: ImageSize {
        let found = description
        return ImageSize(width: Int(found.width), height: Int(found.height))
    }

    /// A field of the header.
    func field(_ name: String) -> String? {
        cvips_field(handle, name).map { String(cString: $0) }
    }

    /// The embedded colour profile.
    var profile: [UInt8]? {
        var count = 0
        return cvips_blob(handle, "icc-profile-data", &count).map {
            Array(UnsafeRawBufferPointer(start: $0, count: count))
        }
    }

    var hasProfile: Bool {
        var count = 0
        return cvips_blob(handle, "icc-profile-data", &count) != nil
    }

    func set(_ name: String, to value: String) {
        cvips_set_field(handle, name, value)
    }

    func cropped(to box: PixelRectangle) throws -> VipsImage {
        try VipsImage(
            cvips_crop(
                handle, Int32(box.x), Int32(box.y), Int32(box.width), Int32(box.height)))
    }

    func flattened(onto colour: Pixel) throws -> VipsImage {
        try VipsImage(cvips_flatten(handle, colour.red, colour.green, colour.blue))
    }

    func resized(to size: ImageSize, kernel: Resizing.Kernel) throws -> VipsImage {
        try VipsImage(
            cvips_resize(handle, Int32(size.width), Int32(size.height), kernel.rawValue))
    }

    func convertedToSRGB(byProfile: Bool) throws -> VipsImage {
        try VipsImage(cvips_to_srgb(handle, byProfile))
    }

    func blurred(deviation: Double) throws -> VipsImage {
        try VipsImage(cvips_gaussian_blur(handle, deviation))
    }

    func convolved(_ weights: [Double], width: Int) throws -> VipsImage {
        try VipsImage(
            cvips_convolve(handle, weights, Int32(width), Int32(weights.count / width)))
    }

    /// Computes the pixels into interleaved RGB, with the corner at a place.
    func write(to canvas: borrowing PixelCanvas, x: Int = 0, y: Int = 0) throws {
        guard
            cvips_write(
                handle, canvas.address, Int32(canvas.size.width), Int32(canvas.size.height),
                Int32(x), Int32(y))
        else { throw VipsFailure.last }
    }

    /// Encodes as JPEG.
    func jpeg(quality: Int, subsamples: Bool, keepsMetadata: Bool) throws -> [UInt8] {
        var count = 0
        return try Self.taken(
            cvips_jpeg(handle, Int32(quality), subsamples, keepsMetadata, &count), &count)
    }

    /// Encodes as PNG.
    func png(compression: Int) throws -> [UInt8] {
        var count = 0
        return try Self.taken(cvips_png(handle, Int32(compression), &count), &count)
    }

    private static func taken(
        _ memory: UnsafeMutableRawPointer?, _ count: inout Int
    ) throws -> [UInt8] {
        guard let memory else { throw VipsFailure.last }
        defer { cvips_free(memory) }
        return Array(UnsafeRawBufferPointer(start: memory, count: count))
    }
}
