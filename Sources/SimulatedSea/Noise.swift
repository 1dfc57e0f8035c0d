/// Smooth random fields that need no table.
enum Noise {
    /// Random bits of a place on a grid, as a number in `[0, 1)`.
    @inline(__always)
    static func hash(_ column: Int32, _ row: Int32, _ seed: UInt32) -> Float {
        var bits =
            UInt32(bitPattern: column) &* 0x9E37_79B1
            ^ UInt32(bitPattern: row) &* 0x85EB_CA77 ^ seed &* 0xC2B2_AE3D
        bits = (bits ^ (bits >> 15)) &* 0x2C1B_3C6D
        bits = (bits ^ (bits >> 12)) &* 0x297A_2D39
        bits ^= bits >> 15
        return Float(bits >> 8) * 0x1p-24
    }

    /// Value noise in `[0, 1]`, with hills one unit wide.
    @inline(__always)
    static func value(_ x: Float, _ y: Float, seed: UInt32) -> Float {
        let left = x.rounded(.down)
        let top = y.rounded(.down)
        let column = Int32(clamp(left, -1e9, 1e9))
        let row = Int32(clamp(top, -1e9, 1e9))
        let across = x - left
        let along = y - top
        let shareX = across * across * (3 - 2 * across)
        let shareY = along * along * (3 - 2 * along)
        let upper = mix(hash(column, row, seed), hash(column &+ 1, row, seed), shareX)
        let lower = mix(hash(column, row &+ 1, seed), hash(column &+ 1, row &+ 1, seed), shareX)
        return mix(upper, lower, shareY)
    }

    /// Noise of several octaves in `[0, 1]`, mostly around 0.5.
    static func fractal(_ x: Float, _ y: Float, octaves: Int, seed: UInt32) -> Float {
        var sum: Float = 0
        var weight: Float = 0.5
        var total: Float = 0
        var (across, along) = (x, y)
        for octave in 0..<octaves {
            sum += weight * value(across, along, seed: seed &+ UInt32(octave) &* 101)
            total += weight
            weight *= 0.5
            // Turned, so that the octaves' grids do not line up.
            (across, along) = (
                across * 1.62 - along * 1.18 + 7.3, across * 1.18 + along * 1.62 + 3.1
            )
        }
        return sum / max(total, 1e-6)
    }
}
