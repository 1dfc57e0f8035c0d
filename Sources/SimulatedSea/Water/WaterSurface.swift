import Randomness

/// The sea's surface around a scene: four bands of waves, from swell to ripples.
struct WaterSurface: Sendable {
    /// The surface at one place.
    struct Sample {
        var height: Float
        var slope: Vector2
        /// Variance of the slopes that are too fine for the pixel.
        var roughness: Float
        /// How far waves are compressed; whitecaps break above about 0.6.
        var compression: Float
    }

    private let tiles: [WaveTile]
    /// Binary logarithm of each tile's finest texel.
    private let details: [Float]
    private let turn: Vector2
    private let gustSeed: UInt32
    private let swell: (amplitude: Float, wave: Vector2, phase: Float)
    /// Shifts the sea under the camera.
    var offset: Vector2

    init(_ sea: SeaState, seed: UInt64, size: Int) {
        var random = SeededRandom(seed: seed, purpose: 11)
        let angle = random.uniform(0...6.283)
        turn = Vector2(cosine(angle), sine(angle))
        gustSeed = UInt32(truncatingIfNeeded: random.next())
        let transform = FourierTransform(size: size)
        let sides: [Float] = [47, 9.1, 1.83, 0.41]
        let limits: [Float] = [0.1, 3.6, 18, 88, 640]
        var tiles: [WaveTile] = []
        for index in sides.indices {
            tiles.append(
                WaveTile(
                    side: sides[index], size: size, band: limits[index]...limits[index + 1],
                    wind: (max(sea.windSpeed, 0.2), sea.windDirection - angle),
                    transform: transform, using: &random))
        }
        self.tiles = tiles
        details = tiles.map { logarithm($0.side / Float(size)) * 1.4427 }
        let heading = sea.windDirection + random.uniform(-0.7...0.7)
        let wave = 2 * Float.pi / random.uniform(18...40)
        swell = (
            sea.swellHeight / 2, Vector2(cosine(heading), sine(heading)) * wave,
            random.uniform(0...6.283)
        )
        offset = Vector2(random.uniform(0...400), random.uniform(0...400))
    }

    /// Height above the mean sea, in metres, without ripples.
    @inline(__always)
    func height(x: Float, y: Float) -> Float {
        let east = x + offset.x
        let north = y + offset.y
        let u = east * turn.x + north * turn.y
        let v = north * turn.x - east * turn.y
        return tiles[0].sample(x: u, y: v, level: 0).x + tiles[1].sample(x: u, y: v, level: 0).x
            + tiles[2].sample(x: u, y: v, level: 1).x
            + swell.amplitude * sine(swell.wave.x * east + swell.wave.y * north + swell.phase)
    }

    /// The surface, averaged over `footprint` metres; `dither`, 0 to 1, hides steps between averages.
    func sample(x: Float, y: Float, footprint: Float, dither: Float) -> Sample {
        let east = x + offset.x
        let north = y + offset.y
        let u = east * turn.x + north * turn.y
        let v = north * turn.x - east * turn.y
        // Gusts roughen the water in patches.
        let gust = 0.45 + 1.1 * Noise.value(east * 0.11, north * 0.045, seed: gustSeed)
        var sum = Vector4.zero
        var roughness: Float = 0.00025
        let scale = logarithm(footprint) * 1.4427
        for index in 0..<tiles.count {
            let tile = tiles[index]
            let detail = max(0, scale - details[index])
            let share: Float = index >= 2 ? gust : 1
            let last = Float(tile.levels.count - 1)
            if detail >= last {
                roughness += tile.levels[tile.levels.count - 1].lostVariance * share * share
                continue
            }
            let level = Int(detail)
            let rest = detail - Float(level)
            sum += tile.sample(x: u, y: v, level: rest > dither ? level + 1 : level) * share
            roughness +=
                mix(tile.levels[level].lostVariance, tile.levels[level + 1].lostVariance, rest)
                * share * share
        }
        let phase = swell.wave.x * east + swell.wave.y * north + swell.phase
        let rise = swell.amplitude * cosine(phase)
        return Sample(
            height: sum.x + swell.amplitude * sine(phase),
            slope: Vector2(
                sum.y * turn.x - sum.z * turn.y + rise * swell.wave.x,
                sum.y * turn.y + sum.z * turn.x + rise * swell.wave.y),
            roughness: roughness, compression: sum.w)
    }
}
