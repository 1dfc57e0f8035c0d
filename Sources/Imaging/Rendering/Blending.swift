extension PixelImage {
    /// The weighed mean of this picture and another one of the same size.
    ///
    /// - Parameter share: of this picture, 0 to 1.
    public func blended(with other: PixelImage, share: Double) -> PixelImage {
        precondition(size == other.size, "pictures of \(size) and of \(other.size) do not blend")
        precondition((0...1).contains(share), "a share is 0 to 1, found \(share)")
        let weight = Int32((share * 65_536).rounded())
        return PixelImage(size: size) { target in
            let (mine, others) = (bytes, other.bytes)
            for place in 0..<target.count {
                let (level, under) = (Int32(mine[place]), Int32(others[place]))
                target[place] = UInt8(
                    truncatingIfNeeded: (level * weight + under * (65_536 - weight) + 32_768) >> 16)
            }
        }
    }

    /// This picture with rectangles of one colour, as far as they lie within.
    public func filled(_ rectangles: [PixelRectangle], with colour: Pixel) -> PixelImage {
        let canvas = PixelCanvas(size: size)
        canvas.bytes.copyMemory(from: bytes)
        for rectangle in rectangles { canvas.fill(rectangle, with: colour) }
        return PixelImage(canvas)
    }

    /// This picture with another one laid over it, its corner at a place; it must fit.
    public func covered(by other: PixelImage, x: Int, y: Int) -> PixelImage {
        let canvas = PixelCanvas(size: size)
        canvas.bytes.copyMemory(from: bytes)
        canvas.draw(other, x: x, y: y)
        return PixelImage(canvas)
    }
}
