/// Finds and shades the water in every pixel.
///
/// Each column is walked from the camera to the horizon; the first wave that rises above what was
/// seen before hides what lies behind it.
struct WaterPass {
    let projection: Projection
    let surface: WaterSurface
    let sky: Sky
    let scene: Scene
    private(set) var distances: [Float]
    private let waterLight: Vector3
    private let foamSeed: UInt32

    init(_ scene: Scene, _ projection: Projection, _ surface: WaterSurface, _ sky: Sky) {
        self.scene = scene
        self.projection = projection
        self.surface = surface
        self.sky = sky
        distances = [Float](repeating: .infinity, count: scene.width * scene.height)
        waterLight = Self.light(of: scene.sea, under: sky)
        foamSeed = UInt32(truncatingIfNeeded: scene.seed)
        for column in 0..<scene.width {
            walk(column)
        }
    }

    /// Light that comes back out of deep water.
    static func light(of sea: SeaState, under sky: Sky) -> Vector3 {
        sea.colour * (sky.ambient + sky.sunlight * (0.15 + 0.4 * sky.sun.z)) * 0.8
    }

    private mutating func walk(_ column: Int) {
        let middle = Float(column) + 0.5
        let slope = projection.slope(column: middle)
        let horizon = projection.horizon(column: middle)
        let bottom = Float(scene.height)
        let lift = projection.cameraHeight * projection.focal
        let crest =
            0.35 + 0.5 * scene.sea.swellHeight + 0.01 * scene.sea.windSpeed * scene.sea.windSpeed
        let nearest =
            lift / max(bottom - horizon, 1) * max(1 - crest / projection.cameraHeight, 0.3)
        var away = max(nearest, 0.6)
        var seen = scene.height
        var before = (row: Float.infinity, away: away)
        while seen > 0, away < 6000 {
            let height = surface.height(x: slope * away, y: away)
            let row = horizon + projection.focal * (projection.cameraHeight - height) / away
            if row < Float(seen) - 0.5 {
                let last = max(Int((row + 0.5).rounded(.down)), 0)
                for line in stride(from: seen - 1, through: last, by: -1) {
                    let share =
                        before.row.isFinite && before.row > row
                        ? clamp((before.row - Float(line) - 0.5) / (before.row - row)) : 1
                    distances[line * scene.width + column] = mix(before.away, away, share)
                }
                seen = min(seen, last)
            }
            before = (row, away)
            let step = 0.7 * away * away / lift
            away += min(max(step, 0.002), 0.03 * away + 0.01)
        }
    }

    /// Light from the water towards the camera.
    func colour(
        column: Int, row: Int, away: Float, layers: [AnimalLayer], animals: [AnimalModel],
        wakes: [Wake]
    ) -> Vector3 {
        let middle = Float(column) + 0.5
        let slope = projection.slope(column: middle)
        let x = slope * away
        let across = away / projection.focal
        let along = away * across / projection.cameraHeight
        let footprint = (across * min(along, across * 9)).squareRoot() * 0.8
        var water = surface.sample(
            x: x, y: away, footprint: footprint,
            dither: Noise.hash(Int32(column), Int32(row), foamSeed))
        var foam = whitecap(water, x: x, y: away, footprint: footprint)
        for wake in wakes where wake.reaches(x: x, y: away) {
            let effect = wake.effect(x: x, y: away)
            water.slope += effect.slope
            foam = max(foam, wake.foam(effect.foam, x: x, y: away, seed: foamSeed))
        }
        let view = normalized(Vector3(-slope, -1, (projection.cameraHeight - water.height) / away))
        var normal = normalized(Vector3(-water.slope.x, -water.slope.y, 1))
        // Faces that look away are hidden by the crests that they belong to.
        let facing = dot(normal, view)
        if facing < 0.03 { normal = normalized(normal + view * (0.03 - facing)) }
        let mirrored = normal * (2 * dot(normal, view)) - view
        let spread = water.roughness.squareRoot()
        let lifted = Vector3(mirrored.x, mirrored.y, abs(mirrored.z) + 0.55 * spread)
        let shine = fresnel(max(dot(normal, view), 0.03) + 0.9 * spread)
        let seen = reflection(
            of: layers, animals, over: sky.radiance(normalized(lifted), clouds: 1), x: x,
            away: away, mirrored: lifted)
        // Light through thin crests that stand between the eye and the sun.
        let crest = clamp(water.height * 1.6 + 0.1) * clamp(water.slope.y * 2.2)
        let glow =
            scene.sea.colour * sky.ambient * (1.6 * crest)
            + scene.sea.colour * sky.sunlight * (crest * 2.4 * (0.4 + 0.6 * max(sky.sun.y, 0)))
        var colour = (waterLight + glow) * (1 - shine) + seen * shine
        colour += glitter(normal, view, roughness: water.roughness)
        if foam > 0 {
            let lit =
                sky.irradiance(normal, water: waterLight)
                + sky.sunlight * (0.25 + 0.5 * max(dot(normal, sky.sun), 0))
            colour = mix(colour, lit * 0.72, foam)
        }
        return colour
    }

    /// The sun in the facets that mirror it.
    private func glitter(_ normal: Vector3, _ view: Vector3, roughness: Float) -> Vector3 {
        let half = normalized(sky.sun + view)
        guard half.z > 0.02, normal.z > 0.02 else { return .zero }
        let slopeX = half.x / half.z - normal.x / normal.z
        let slopeY = half.y / half.z - normal.y / normal.z
        let variance = roughness + 0.0006
        let exponent = (slopeX * slopeX + slopeY * slopeY) / (2 * variance)
        guard exponent < 9 else { return .zero }
        let share = exponential(-exponent) / (6.283 * variance)
        let upright = half.z * half.z
        let shine = fresnel(dot(half, view))
        let strength = share * shine / (4 * upright * upright * max(dot(normal, view), 0.12))
        return sky.sunlight * min(strength, 12) * 0.35
    }

    /// What animals the mirrored ray meets, over the sky.
    private func reflection(
        of layers: [AnimalLayer], _ animals: [AnimalModel], over seen: Vector3, x: Float,
        away: Float, mirrored: Vector3
    ) -> Vector3 {
        guard mirrored.y > 0.05 else { return seen }
        var result = seen
        for (layer, animal) in zip(layers, animals) where animal.base.y > away {
            let reach = (animal.base.y - away) / mirrored.y
            guard reach < 12 else { continue }
            let place = Vector3(x + mirrored.x * reach, animal.base.y, mirrored.z * reach)
            let pixel = projection.pixel(place)
            guard abs(pixel.x) < 1e5, abs(pixel.y) < 1e5,
                let index = layer.index(column: Int(pixel.x), row: Int(pixel.y))
            else { continue }
            let texel = layer.colours[index]
            // Rough water scatters what stands further off.
            let share = exponential(-reach / (5 * animal.finHeight))
            result =
                result * (1 - texel.w * share)
                + Vector3(texel.x, texel.y, texel.z) * share
        }
        return result
    }

    /// Foam where waves break, 0 to 1.
    private func whitecap(
        _ water: WaterSurface.Sample, x: Float, y: Float, footprint: Float
    ) -> Float {
        let wind = scene.sea.windSpeed
        guard wind > 4.5 else { return 0 }
        let limit = 1.15 - 0.05 * min(wind, 12)
        let amount = smoothstep(limit, limit + 0.45, water.compression + 0.8 * water.height)
        guard amount > 0 else { return 0 }
        let ragged = Noise.fractal(
            (x + surface.offset.x) * 5, (y + surface.offset.y) * 2.2, octaves: 4, seed: foamSeed)
        return smoothstep(0.95 - 0.75 * amount, 1.05 - 0.55 * amount, ragged + 0.12) * 0.95
    }
}
