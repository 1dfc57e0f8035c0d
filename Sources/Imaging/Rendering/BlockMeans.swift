extension PixelImage {
    /// The means of blocks of pixels, those at the right and lower edge over what there is of them.
    ///
    /// - Parameters:
    ///   - area: What is taken; it must lie within the picture.
    ///   - block: A block's size, at least 1 × 1; each becomes a pixel.
    func blockMeans(of area: PixelRectangle, block: ImageSize) -> PixelImage {
        let target = ImageSize(
            width: (area.width + block.width - 1) / block.width,
            height: (area.height + block.height - 1) / block.height)
        let source = address.assumingMemoryBound(to: UInt8.self)
        let count = area.width * 3
        // Columns of a row of blocks first, which the processor sums many at a time.
        let sums = UnsafeMutablePointer<UInt32>.allocate(capacity: count)
        defer { sums.deallocate() }
        return PixelImage(size: target) { bytes in
            var place = 0
            for top in stride(from: 0, to: area.height, by: block.height) {
                let rows = min(block.height, area.height - top)
                sums.update(repeating: 0, count: count)
                for row in top..<top + rows {
                    let line = source + ((area.y + row) * width + area.x) * 3
                    for byte in 0..<count { sums[byte] &+= UInt32(line[byte]) }
                }
                for left in stride(from: 0, to: area.width, by: block.width) {
                    let columns = min(block.width, area.width - left)
                    // A block of 17 million white pixels leaves 32 bits.
                    var (red, green, blue): (UInt64, UInt64, UInt64) = (0, 0, 0)
                    for column in left..<left + columns {
                        red &+= UInt64(sums[column * 3])
                        green &+= UInt64(sums[column * 3 + 1])
                        blue &+= UInt64(sums[column * 3 + 2])
                    }
                    let pixels = UInt64(rows * columns)
                    bytes[place] = UInt8((red + pixels / 2) / pixels)
                    bytes[place + 1] = UInt8((green + pixels / 2) / pixels)
                    bytes[place + 2] = UInt8((blue + pixels / 2) / pixels)
                    place += 3
                }
            }
        }
    }
}
