import Randomness

/// Takes the photograph that a scene describes; the same scene gives the same bytes.
public func render(_ scene: Scene) -> SeaPhotograph {
    Renderer(scene).photograph().photograph
}

/// Takes the photograph, and tells for each animal which pixels show it.
public func renderWithCoverage(
    _ scene: Scene
) -> (photograph: SeaPhotograph, coverage: [Coverage]) {
    Renderer(scene).photograph()
}

/// The steps from a scene to a photograph.
struct Renderer {
    private let scene: Scene
    private let projection: Projection
    private let sky: Sky
    private let surface: WaterSurface
    private let models: [AnimalModel]

    init(_ scene: Scene) {
        self.scene = scene
        var projection = Projection(scene)
        sky = Sky(scene.light, seed: scene.seed)
        let grid = scene.width * scene.height >= 120_000 ? 256 : 128
        var surface = WaterSurface(scene.sea, seed: scene.seed, size: grid)
        surface.offset = Self.clearView(scene, surface, projection)
        self.surface = surface
        // The photographer follows the animal up and down the waves.
        if let first = scene.animals.first {
            let x = (first.across - 0.5) * Float(scene.width) * first.distance / projection.focal
            projection.raise(by: surface.height(x: x, y: first.distance) / first.distance)
        }
        self.projection = projection
        models = scene.animals.map { [projection, surface] pose in
            let away = pose.distance
            let x = (pose.across - 0.5) * Float(scene.width) * away / projection.focal
            let fin = pose.individual.finHeight
            let level = surface.height(x: x, y: away)
            let pixels = fin * projection.focal / away
            return AnimalModel(
                pose, base: Vector3(x, away, level + pose.emergence * fin),
                resolution: Int(clamp(pixels * 1.2, 48, 640)))
        }
    }

    /// Shifts the sea so that no crest in front hides the animals: photographers wait for that.
    private static func clearView(
        _ scene: Scene, _ surface: WaterSurface, _ projection: Projection
    ) -> Vector2 {
        var random = SeededRandom(seed: scene.seed, purpose: 51)
        var best = (offset: surface.offset, clearance: -Float.infinity)
        for _ in 0..<16 {
            var moved = surface
            moved.offset = Vector2(random.uniform(0...400), random.uniform(0...400))
            var clearance = Float.infinity
            for pose in scene.animals {
                let x = (pose.across - 0.5) * Float(scene.width) / projection.focal
                let level = moved.height(x: x * pose.distance, y: pose.distance)
                let fin = pose.individual.finHeight
                let aim = level + fin * max(0.1, pose.emergence)
                for step in 1..<40 {
                    let share = 1 - Float(step) * 0.02
                    let line = mix(projection.cameraHeight, aim, share)
                    let water = moved.height(x: x * pose.distance * share, y: pose.distance * share)
                    clearance = min(clearance, (line - water) / fin)
                }
            }
            if clearance > best.clearance { best = (moved.offset, clearance) }
            if clearance > 0.02 { break }
        }
        return best.offset
    }

    func photograph() -> (photograph: SeaPhotograph, coverage: [Coverage]) {
        let water = WaterPass(scene, projection, surface, sky)
        let waterLight = WaterPass.light(of: scene.sea, under: sky)
        let layers = models.enumerated().map { index, model in
            var random = SeededRandom(seed: scene.seed, purpose: 61 + UInt64(index))
            let shading = AnimalShading(
                sky: sky, water: waterLight * 1.5 + sky.ambient * 0.10,
                seed: UInt32(truncatingIfNeeded: random.next()), wetness: random.uniform(0.3...1))
            return Rasterizer.layer(model, projection, shading: shading)
        }
        var picture = background(water, layers)
        let coverage = compose(layers, water: water, into: &picture)
        let spray = Spray(projection: projection, sky: sky)
        for (index, model) in models.enumerated() {
            var random = SeededRandom(seed: scene.seed, purpose: 71 + UInt64(index))
            let level = surface.height(x: model.base.x, y: model.base.y)
            spray.draw(
                model, splash: scene.animals[index].splash, level: level, into: &picture,
                using: &random)
        }
        let pixels = Development(scene: scene).levels(of: picture)
        let annotations = scene.animals.indices.map { index in
            annotation(scene.animals[index], layers[index], coverage[index])
        }
        return (
            SeaPhotograph(
                width: scene.width, height: scene.height, pixels: pixels, annotations: annotations),
            coverage
        )
    }

    /// Sky, land and water, blurred where they lie out of focus.
    private func background(_ water: WaterPass, _ layers: [AnimalLayer]) -> Picture {
        let backdrop = BackdropPass(scene, projection, sky)
        let wakes = zip(models, scene.animals).map { Wake($0, splash: $1.splash) }
        var picture = Picture(width: scene.width, height: scene.height)
        for row in 0..<scene.height {
            for column in 0..<scene.width {
                let index = row * scene.width + column
                let away = water.distances[index]
                var colour: Vector3
                if away.isFinite {
                    colour = water.colour(
                        column: column, row: row, away: away, layers: layers, animals: models,
                        wakes: wakes)
                    let far = 1 - exponential(-away * (0.00004 + 0.0009 * scene.light.haze))
                    if far > 0.01 { colour = backdrop.haze(colour, share: far) }
                } else {
                    colour = backdrop.colour(column: column, row: row)
                }
                picture.pixels[index] = Vector4(colour, 0)
            }
        }
        let radius = min(scene.lens.backgroundBlur, 40) * Float(scene.width) / 1000
        guard radius > 0.3 else { return picture }
        let focus = scene.animals.first?.distance ?? 30
        let soft = picture.blurred(radius: radius)
        for index in picture.pixels.indices {
            let away = water.distances[index]
            let share = clamp(abs(1 - focus / away) * 4 - 0.12)
            picture.pixels[index] += (soft.pixels[index] - picture.pixels[index]) * share
        }
        return picture
    }

    /// Lays the animals over the water, far ones first.
    private func compose(
        _ layers: [AnimalLayer], water: WaterPass, into picture: inout Picture
    ) -> [Coverage] {
        var coverage = layers.map { _ in
            Coverage(
                fin: [Float](repeating: 0, count: scene.width * scene.height),
                whole: [Float](repeating: 0, count: scene.width * scene.height))
        }
        let order = layers.indices.sorted { models[$0].base.y > models[$1].base.y }
        for (position, animal) in order.enumerated() {
            let layer = layers[animal]
            let splash = scene.animals[animal].splash
            for y in 0..<layer.rows {
                for x in 0..<layer.columns {
                    let texel = layer.colours[y * layer.columns + x]
                    guard texel.w > 0 else { continue }
                    let away = layer.distances[y * layer.columns + x]
                    let index = (y + layer.top) * scene.width + x + layer.left
                    let surface = water.distances[index]
                    let along = min(
                        away * away / (projection.cameraHeight * projection.focal), 0.25)
                    let seen =
                        surface.isFinite
                        ? smoothstep(-along, along, surface - away) : 1
                    let under = Vector4(
                        picture.pixels[index].x, picture.pixels[index].y, picture.pixels[index].z, 0
                    )
                    picture.pixels[index] =
                        under * (1 - texel.w * seen) + Vector4(texel.x, texel.y, texel.z, 0) * seen
                    if seen < 1 {
                        // A bright line where the water wets the skin.
                        let contact = exponential(-max(away - surface, 0) / (0.04 + 0.10 * splash))
                        let ragged = Noise.fractal(
                            Float(x) * 0.12, Float(y) * 0.3, octaves: 3,
                            seed: UInt32(truncatingIfNeeded: scene.seed))
                        let share = contact * smoothstep(0.62 - 0.35 * splash, 0.8, ragged) * 0.6
                        let white = Vector4(sky.ambient * 0.6 + sky.sunlight * 0.3, 0)
                        picture.pixels[index] +=
                            (white - picture.pixels[index]) * (share * (1 - seen) * texel.w)
                    }
                    for behind in order[..<position] {
                        coverage[behind].fin[index] *= 1 - texel.w * seen
                        coverage[behind].whole[index] *= 1 - texel.w * seen
                    }
                    coverage[animal].fin[index] = layer.fin[y * layer.columns + x] * seen
                    coverage[animal].whole[index] = texel.w * seen
                }
            }
        }
        return coverage
    }

    private func annotation(
        _ pose: AnimalPose, _ layer: AnimalLayer, _ coverage: Coverage
    ) -> AnimalAnnotation {
        let drawn = layer.fin.reduce(0, +)
        let visible = coverage.fin.reduce(0, +)
        return AnimalAnnotation(
            individual: pose.individual.name, species: pose.individual.species, side: pose.side,
            finBox: box(coverage.fin), bodyBox: box(coverage.whole),
            visibleFraction: drawn > 0 ? clamp(visible / drawn * layer.finInside) : 0)
    }

    /// The smallest box around the pixels that count.
    private func box(_ coverage: [Float]) -> PixelBox? {
        var box = PixelBox(left: scene.width, top: scene.height, right: 0, bottom: 0)
        for row in 0..<scene.height {
            for column in 0..<scene.width
            where coverage[row * scene.width + column] >= Coverage.threshold {
                box.left = min(box.left, column)
                box.right = max(box.right, column + 1)
                box.top = min(box.top, row)
                box.bottom = row + 1
            }
        }
        return box.right > box.left ? box : nil
    }
}
