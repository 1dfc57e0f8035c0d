/// A picture in memory: 8-bit sRGB, interleaved red, green and blue, rows from top to bottom without gaps
/// (`[H, W, 3]`, `uint8`).
///
/// It never changes once it is made, so that threads may share it. A tensor can see it without a copy:
/// `address` for the memory, this object for the owner.
public final class PixelImage: @unchecked Sendable {
    /// Its size in pixels.
    public let size: ImageSize
    /// The first pixel's red; valid for as long as this object lives. To be read, never written.
    public let address: UnsafeMutableRawPointer

    /// Takes over what was drawn; nobody writes the canvas afterwards.
    init(_ canvas: consuming PixelCanvas) {
        size = canvas.size
        address = canvas.released()
    }

    /// A picture of one colour; the size must be positive.
    public convenience init(size: ImageSize, filledWith colour: Pixel = .black) {
        let canvas = PixelCanvas(size: size)
        canvas.fill(colour)
        self.init(canvas)
    }

    /// A picture that `body` draws: it is called once with the memory, `[H, W, 3]`, whose bytes are undefined.
    ///
    /// - Throws: What `body` throws.
    public convenience init(
        size: ImageSize, initializingWith body: (UnsafeMutableRawBufferPointer) throws -> Void
    ) rethrows {
        let canvas = PixelCanvas(size: size)
        try body(canvas.bytes)
        self.init(canvas)
    }

    /// A picture with a copy of interleaved RGB, which must be what the size needs.
    public convenience init(copying bytes: some Collection<UInt8>, size: ImageSize) {
        precondition(
            bytes.count == size.pixelCount * 3, "\(bytes.count) bytes for \(size) pixels of 3")
        self.init(size: size) { $0.copyBytes(from: bytes) }
    }

    deinit {
        address.deallocate()
    }

    /// Columns.
    public var width: Int { size.width }
    /// Rows.
    public var height: Int { size.height }
    /// All of it, `[H, W, 3]`; valid for as long as this object lives.
    public var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: address, count: size.pixelCount * 3)
    }

    /// The pixel at column `x` and row `y`, which must lie in the picture.
    public subscript(x: Int, y: Int) -> Pixel {
        precondition(
            (0..<width).contains(x) && (0..<height).contains(y), "no pixel (\(x), \(y)) in \(size)")
        let pixel = address.assumingMemoryBound(to: UInt8.self) + (y * width + x) * 3
        return Pixel(red: pixel[0], green: pixel[1], blue: pixel[2])
    }
}
