import Randomness

/// A square of sea that repeats, with the waves of one band of lengths, and smaller copies of it.
///
/// Waves follow the spectrum of a wind sea (Pierson and Moskowitz, 1964); crests are sharpened by
/// moving water towards them (Tessendorf, 2001).
struct WaveTile: Sendable {
    /// One copy of the tile; each has half the rows of the one before.
    struct Level: Sendable {
        let size: Int
        /// Height in metres, slopes along x and y, and how far the surface is compressed.
        let texels: [Vector4]
        /// Variance of slopes that this level is too coarse for.
        let lostVariance: Float
    }

    /// Length of a side, in metres.
    let side: Float
    let levels: [Level]

    /// - Parameters:
    ///   - band: wave numbers that belong to the tile, in radians per metre.
    ///   - wind: speed in m/s; direction in radians, in the tile's frame.
    init(
        side: Float, size: Int, band: ClosedRange<Float>, wind: (speed: Float, direction: Float),
        transform: FourierTransform, using random: inout SeededRandom
    ) {
        self.side = side
        let step = 2 * Float.pi / side
        var heights = [Vector2](repeating: .zero, count: size * size)
        var movesX = heights
        var movesY = heights
        for row in 0..<size {
            for column in 0..<size {
                let waveX = Float(column < size / 2 ? column : column - size) * step
                let waveY = Float(row < size / 2 ? row : row - size) * step
                let wave = (waveX * waveX + waveY * waveY).squareRoot()
                let draw = Vector2(random.normal(), random.normal())
                guard band.contains(wave) else { continue }
                let energy = Self.energy(wave, Vector2(waveX, waveY) / wave, wind)
                let amplitude = draw * (energy * step * step).squareRoot()
                heights[row * size + column] = amplitude
                let turned = Vector2(-amplitude.y, amplitude.x)
                movesX[row * size + column] = turned * (waveX / wave)
                movesY[row * size + column] = turned * (waveY / wave)
            }
        }
        let height = transform.realParts(of: heights)
        let moveX = transform.realParts(of: movesX)
        let moveY = transform.realParts(of: movesY)
        levels = Self.levels(
            of: Self.sharpened(height, moveX, moveY, size: size, texel: side / Float(size)), size)
    }

    /// Variance of height per area of wave numbers.
    private static func energy(
        _ wave: Float, _ direction: Vector2, _ wind: (speed: Float, direction: Float)
    ) -> Float {
        let peak = 9.81 / (wind.speed * wind.speed)
        // Coasts and short fetches keep long waves small.
        let low = max(peak, 0.16)
        let saturation = 0.0081 * clamp(wind.speed / 5, 0.05, 1.6)
        let spectrum =
            0.5 * saturation / (wave * wave * wave * (1 + wave / 45))
            * exponential(-0.74 * (low / wave) * (low / wave))
        let withWind =
            direction.x * cosine(wind.direction)
            + direction.y * sine(wind.direction)
        // Short waves run in all directions, long ones with the wind.
        let narrow = clamp(1.2 - 0.25 * logarithm(wave / low), 0.15, 1)
        let spread = mix(0.5, withWind > 0 ? 1.7 * withWind * withWind : 0.06, narrow) / 3.14159
        return spectrum / wave * spread
    }

    private static func sharpened(
        _ height: [Float], _ moveX: [Float], _ moveY: [Float], size: Int, texel: Float
    ) -> [Vector4] {
        let mask = size - 1
        func sample(_ grid: [Float], _ x: Float, _ y: Float) -> Float {
            let left = x.rounded(.down)
            let top = y.rounded(.down)
            let column = Int(left) & mask
            let row = Int(top) & mask
            let next = (column + 1) & mask
            let below = (row + 1) & mask
            return mix(
                mix(grid[row * size + column], grid[row * size + next], x - left),
                mix(grid[below * size + column], grid[below * size + next], x - left), y - top)
        }
        let chop: Float = 1.1 / texel
        var result = [Float](repeating: 0, count: size * size)
        var folds = result
        for row in 0..<size {
            for column in 0..<size {
                var x = Float(column)
                var y = Float(row)
                for _ in 0..<2 {
                    let shiftX = sample(moveX, x, y) * chop
                    let shiftY = sample(moveY, x, y) * chop
                    x = Float(column) - clamp(shiftX, -12, 12)
                    y = Float(row) - clamp(shiftY, -12, 12)
                }
                result[row * size + column] = sample(height, x, y)
                let stretch =
                    sample(moveX, x + 1, y) - sample(moveX, x - 1, y) + sample(moveY, x, y + 1)
                    - sample(moveY, x, y - 1)
                folds[row * size + column] = -stretch / (2 * texel)
            }
        }
        return (0..<size * size).map { index in
            let row = index / size
            let column = index & mask
            let right = result[row * size + ((column + 1) & mask)]
            let left = result[row * size + ((column - 1) & mask)]
            let below = result[((row + 1) & mask) * size + column]
            let above = result[((row - 1) & mask) * size + column]
            return Vector4(
                result[index], (right - left) / (2 * texel), (below - above) / (2 * texel),
                folds[index])
        }
    }

    private static func levels(of finest: [Vector4], _ size: Int) -> [Level] {
        func variance(_ texels: [Vector4]) -> Float {
            texels.reduce(0) { $0 + $1.y * $1.y + $1.z * $1.z } / Float(2 * texels.count)
        }
        let whole = variance(finest)
        var levels = [Level(size: size, texels: finest, lostVariance: 0)]
        while let last = levels.last, last.size > 4 {
            let half = last.size / 2
            let texels = (0..<half * half).map { index in
                let first = index / half * 2 * last.size + index % half * 2
                return
                    (last.texels[first] + last.texels[first + 1]
                    + last.texels[first + last.size] + last.texels[first + last.size + 1]) * 0.25
            }
            levels.append(
                Level(size: half, texels: texels, lostVariance: max(whole - variance(texels), 0)))
        }
        return levels
    }

    /// Height, slopes and compression at a place, from one of the levels.
    @inline(__always)
    func sample(x: Float, y: Float, level: Int) -> Vector4 {
        let level = levels[min(level, levels.count - 1)]
        let scale = Float(level.size) / side
        let column = x * scale
        let row = y * scale
        let left = column.rounded(.down)
        let top = row.rounded(.down)
        let mask = level.size - 1
        let first = Int(left) & mask
        let second = (first + 1) & mask
        let upper = (Int(top) & mask) * level.size
        let lower = ((Int(top) + 1) & mask) * level.size
        return level.texels.withUnsafeBufferPointer { texels in
            let across = column - left
            let above =
                texels[upper + first] + (texels[upper + second] - texels[upper + first]) * across
            let below =
                texels[lower + first] + (texels[lower + second] - texels[lower + first]) * across
            return above + (below - above) * (row - top)
        }
    }
}
