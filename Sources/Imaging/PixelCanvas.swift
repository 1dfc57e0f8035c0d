import CVips

/// Memory that becomes a `PixelImage`: its only owner writes it, then hands it over.
struct PixelCanvas: ~Copyable {
    let size: ImageSize
    let address: UnsafeMutableRawPointer

    /// Undefined pixels; the size must be positive.
    init(size: ImageSize) {
        precondition(size.width > 0 && size.height > 0, "a picture has pixels, found \(size)")
        precondition(size.pixelCount <= .max / 3, "no memory holds \(size) pixels")
        self.size = size
        address = .allocate(byteCount: size.pixelCount * 3, alignment: 64)
    }

    deinit {
        address.deallocate()
    }

    /// Gives the memory away.
    consuming func released() -> UnsafeMutableRawPointer {
        let address = address
        discard self
        return address
    }

    var bytes: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(start: address, count: size.pixelCount * 3)
    }

    /// Fills everything with one colour.
    func fill(_ colour: Pixel) {
        fill(PixelRectangle(size), with: colour)
    }

    /// Fills the part of a rectangle that lies within.
    func fill(_ rectangle: PixelRectangle, with colour: Pixel) {
        guard let area = rectangle.clamped(to: size) else { return }
        let start = pixel(area.x, area.y)
        for column in 0..<area.width {
            start[column * 3] = colour.red
            start[column * 3 + 1] = colour.green
            start[column * 3 + 2] = colour.blue
        }
        for row in 1..<max(area.height, 1) {
            pixel(area.x, area.y + row).update(from: start, count: area.width * 3)
        }
    }

    /// Fills what a rectangle leaves free.
    func fill(around hole: PixelRectangle, with colour: Pixel) {
        let below = hole.y + hole.height
        let right = hole.x + hole.width
        fill(PixelRectangle(x: 0, y: 0, width: size.width, height: hole.y), with: colour)
        fill(
            PixelRectangle(x: 0, y: below, width: size.width, height: size.height - below),
            with: colour)
        fill(PixelRectangle(x: 0, y: hole.y, width: hole.x, height: hole.height), with: colour)
        fill(
            PixelRectangle(
                x: right, y: hole.y, width: size.width - right, height: hole.height),
            with: colour)
    }

    /// Draws another canvas, turned upright, with its corner at a place; it must fit.
    func draw(_ other: borrowing PixelCanvas, turned orientation: Orientation, x: Int, y: Int) {
        draw(other.address, other.size, turned: orientation, x: x, y: y)
    }

    /// Draws a picture, turned upright, with its corner at a place; it must fit.
    func draw(
        _ other: PixelImage, turned orientation: Orientation = .upright, x: Int, y: Int
    ) {
        draw(other.address, other.size, turned: orientation, x: x, y: y)
    }

    private func draw(
        _ pixels: UnsafeMutableRawPointer, _ stored: ImageSize, turned orientation: Orientation,
        x: Int, y: Int
    ) {
        let upright = orientation.turned(stored)
        precondition(
            x >= 0 && y >= 0 && x + upright.width <= size.width
                && y + upright.height <= size.height,
            "\(upright) at (\(x), \(y)) does not fit into \(size)")
        cvips_orient(
            pixels.assumingMemoryBound(to: UInt8.self), Int32(stored.width), Int32(stored.height),
            Int32(orientation.rawValue), pixel(x, y), size.width * 3)
    }

    /// Where a pixel lies; it must be within.
    func pixel(_ x: Int, _ y: Int) -> UnsafeMutablePointer<UInt8> {
        address.assumingMemoryBound(to: UInt8.self) + (y * size.width + x) * 3
    }
}
