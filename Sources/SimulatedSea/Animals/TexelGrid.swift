/// Numbers on a grid over the skin, with the values between them.
struct TexelGrid: Sendable {
    let columns: Int
    let rows: Int
    /// Place of the first texel, at the top left.
    let origin: Vector2
    /// From one texel to the next.
    let spacing: Float
    var texels: [Float]

    /// The value at a place; outside, that of the nearest edge.
    @inline(__always)
    func value(at place: Vector2) -> Float {
        let column = clamp((place.x - origin.x) / spacing, 0, Float(columns) - 1.001)
        let row = clamp((origin.y - place.y) / spacing, 0, Float(rows) - 1.001)
        let first = Int(row) * columns + Int(column)
        let across = column - column.rounded(.down)
        return texels.withUnsafeBufferPointer {
            mix(
                mix($0[first], $0[first + 1], across),
                mix($0[first + columns], $0[first + columns + 1], across),
                row - row.rounded(.down))
        }
    }

    /// Each texel averaged with its neighbours, 1:2:1 in both directions, so many times.
    func smoothed(times: Int) -> TexelGrid {
        var result = self
        for _ in 0..<times {
            for (count, length, line, step) in [
                (rows, columns, columns, 1), (columns, rows, 1, columns),
            ] {
                for index in 0..<count {
                    var before = result.texels[index * line]
                    for place in 0..<length {
                        let at = index * line + place * step
                        let own = result.texels[at]
                        let after = result.texels[min(place + 1, length - 1) * step + index * line]
                        result.texels[at] = (before + 2 * own + after) / 4
                        before = own
                    }
                }
            }
        }
        return result
    }
}
