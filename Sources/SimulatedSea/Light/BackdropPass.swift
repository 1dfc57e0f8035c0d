import Randomness

/// Sky, land and boats above the water.
struct BackdropPass {
    let scene: Scene
    let projection: Projection
    let sky: Sky
    private let seed: UInt32
    private let hazeLight: Vector3
    private let boats: [Boat]

    private struct Boat {
        var column: Float
        var length: Float
        var red: Float
        var facing: Float
    }

    init(_ scene: Scene, _ projection: Projection, _ sky: Sky) {
        self.scene = scene
        self.projection = projection
        self.sky = sky
        var random = SeededRandom(seed: scene.seed, purpose: 31)
        hazeLight = sky.radiance(Vector3(0, 1, 0.01), clouds: 1)
        seed = UInt32(truncatingIfNeeded: random.next())
        boats = (0..<max(0, min(scene.backdrop.boats, 12))).map { _ in
            Boat(
                column: random.uniform(0...Float(scene.width)),
                length: Float(scene.width) * random.uniform(0.012...0.07), red: random.unit(),
                facing: random.chance(0.5) ? 1 : -1)
        }
    }

    /// Haze in front of everything at the horizon.
    func haze(_ colour: Vector3, share: Float) -> Vector3 {
        mix(colour, hazeLight, share)
    }

    /// Light from above the horizon.
    func colour(column: Int, row: Int) -> Vector3 {
        let middle = Float(column) + 0.5
        let above = projection.horizon(column: middle) - Float(row) - 0.5
        let direction = normalized(
            Vector3(projection.slope(column: middle), 1, max(above, 0) / projection.focal))
        // A long lens sees little of the sky: clouds are drawn as if it saw more.
        let wide = max(1, 0.35 * projection.focal / Float(projection.width))
        let stretched = normalized(
            Vector3(direction.x * wide, 1, max(above, 0) / projection.focal * wide))
        var colour = sky.radiance(stretched, clouds: 5)
        let glare = dot(direction, sky.sun)
        if glare > 0.9998 { colour += sky.sunlight * 12 }
        for boat in boats {
            if let paint = boatColour(boat, x: middle - boat.column, above: above) {
                return haze(paint, share: 0.25 + 0.6 * scene.light.haze)
            }
        }
        return land(column: middle, above: above) ?? colour
    }

    private func land(column: Float, above: Float) -> Vector3? {
        guard scene.backdrop.land > 0 else { return nil }
        let high = scene.backdrop.land * 0.001 * projection.focal
        let place = column / max(Float(projection.width), 1)
        for ridge in 0..<2 {
            let far = Float(1 - ridge)
            let scale = ridge == 0 ? Float(2.2) : 5
            let profile =
                Noise.fractal(place * scale + Float(ridge) * 9, 0.5, octaves: 5, seed: seed) - 0.18
            let crest = profile * high * (ridge == 0 ? 1.5 : 0.8)
            guard above < crest else { continue }
            if ridge == 0 {
                let near =
                    Noise.fractal(place * 5 + 9, 0.5, octaves: 5, seed: seed) - 0.18
                if above < near * high * 0.8 { continue }
            }
            let texture = Noise.fractal(
                place * 60, above / max(high, 1) * 14, octaves: 4, seed: seed &+ 1)
            let rock = smoothstep(0.35, 0.12, above / max(crest, 1) + 0.25 * (texture - 0.5))
            let ground = mix(Vector3(0.10, 0.12, 0.045), Vector3(0.23, 0.17, 0.12), rock)
            let lit =
                ground * (0.55 + 0.9 * texture)
                * (sky.ambient + sky.sunlight * (0.30 - 0.25 * sky.sun.y))
            return haze(lit, share: clamp(0.12 + 0.35 * far + 0.55 * scene.light.haze))
        }
        return nil
    }

    private func boatColour(_ boat: Boat, x: Float, above: Float) -> Vector3? {
        let along = x * boat.facing / boat.length
        let up = above / boat.length
        guard abs(along) < 0.7, up < 0.6, up >= -0.02 else { return nil }
        let light = sky.ambient + sky.sunlight * (0.35 - 0.3 * sky.sun.y)
        let white = Vector3(0.6, 0.6, 0.58) * light
        let bow = 0.5 - max(0, 0.10 - up) * 0.8
        if up < 0.13 + 0.03 * max(along, 0), along > -0.48, along < bow {
            let hull = mix(Vector3(0.05, 0.08, 0.2), Vector3(0.4, 0.07, 0.05), boat.red.rounded())
            return up < 0.09 ? hull * light : white
        }
        if up < 0.3, along > -0.18, along < 0.2 - 0.5 * max(0, up - 0.2) {
            return up > 0.2 && up < 0.27 ? Vector3(0.03, 0.04, 0.05) : white
        }
        return abs(along + 0.02) < 0.007 && up < 0.55 ? white * 0.4 : nil
    }
}
