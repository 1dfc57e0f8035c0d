/// Many pictures side by side in one, for looking at.
public struct ContactSheet: Sendable {
    /// Size of the sheet in pixels.
    public let width: Int
    public let height: Int
    /// Red, green and blue levels, `[height, width, 3]`.
    public private(set) var pixels: [UInt8]

    /// Shrinks photographs of one size to `cellWidth` pixels and lays them out in rows.
    ///
    /// - Parameter boxes: whether fin boxes (yellow) and body boxes (white) are drawn.
    public init(_ photographs: [Photograph], columns: Int, cellWidth: Int, boxes: Bool = false) {
        precondition(columns > 0 && cellWidth > 0, "a contact sheet needs columns with a width")
        let first = photographs.first
        let cellHeight = max(1, cellWidth * (first?.height ?? 1) / max(first?.width ?? 1, 1))
        let rows = (photographs.count + columns - 1) / columns
        width = columns * cellWidth
        height = rows * cellHeight
        pixels = [UInt8](repeating: 0, count: width * height * 3)
        for (index, photograph) in photographs.enumerated() {
            let corner = (index % columns * cellWidth, index / columns * cellHeight)
            place(photograph, corner, cellWidth, cellHeight)
            guard boxes else { continue }
            let scale = Float(cellWidth) / Float(photograph.width)
            for annotation in photograph.annotations {
                if let box = annotation.bodyBox { frame(box, corner, scale, (255, 255, 255)) }
                if let box = annotation.finBox { frame(box, corner, scale, (255, 220, 0)) }
            }
        }
    }

    /// Each pixel of the cell is the mean of those that it stands for.
    private mutating func place(
        _ photograph: Photograph, _ corner: (Int, Int), _ cellWidth: Int, _ cellHeight: Int
    ) {
        for row in 0..<cellHeight {
            let top = row * photograph.height / cellHeight
            let bottom = max(top + 1, (row + 1) * photograph.height / cellHeight)
            for column in 0..<cellWidth {
                let left = column * photograph.width / cellWidth
                let right = max(left + 1, (column + 1) * photograph.width / cellWidth)
                let target = ((corner.1 + row) * width + corner.0 + column) * 3
                for channel in 0..<3 {
                    var sum = 0
                    for y in top..<bottom {
                        for x in left..<right {
                            sum += Int(photograph.pixels[(y * photograph.width + x) * 3 + channel])
                        }
                    }
                    pixels[target + channel] = UInt8(sum / ((bottom - top) * (right - left)))
                }
            }
        }
    }

    private mutating func frame(
        _ box: PixelBox, _ corner: (Int, Int), _ scale: Float, _ colour: (UInt8, UInt8, UInt8)
    ) {
        let left = corner.0 + Int(Float(box.left) * scale)
        let right = corner.0 + max(Int(Float(box.right) * scale) - 1, 0)
        let top = corner.1 + Int(Float(box.top) * scale)
        let bottom = corner.1 + max(Int(Float(box.bottom) * scale) - 1, 0)
        guard left <= right, top <= bottom else { return }
        for column in left...right {
            dot(column, top, colour)
            dot(column, bottom, colour)
        }
        for row in top...bottom {
            dot(left, row, colour)
            dot(right, row, colour)
        }
    }

    private mutating func dot(_ column: Int, _ row: Int, _ colour: (UInt8, UInt8, UInt8)) {
        guard column >= 0, row >= 0, column < width, row < height else { return }
        let target = (row * width + column) * 3
        (pixels[target], pixels[target + 1], pixels[target + 2]) = colour
    }
}
