/// One animal's body and fin as triangles in the world, posed for a scene.
struct AnimalModel: Sendable {
    /// Which part of the animal a triangle belongs to.
    enum Part: Sendable {
        case body
        /// The fin's face towards the animal's left (1) or right (-1).
        case fin(face: Float)
    }

    /// A corner of a triangle: its place in the world, its normal, and its place on the skin.
    struct Vertex: Sendable {
        var place: Vector3
        var normal: Vector3
        var skin: Vector2
    }

    /// Triangles of one part: three indices each.
    struct Mesh: Sendable {
        var part: Part
        var vertices: [Vertex]
        var triangles: [Int32]
    }

    let meshes: [Mesh]
    let fin: FinTexture
    let body: BodyTexture
    let finHeight: Float
    /// Where the middle of the fin's base stands in the world.
    let base: Vector3
    let forward: Vector3
    let left: Vector3
    let up: Vector3
    let bodyLength: Float

    /// - Parameters:
    ///   - base: place of the fin's base in the world.
    ///   - resolution: texels per fin height.
    init(_ pose: AnimalPose, base: Vector3, resolution: Int) {
        let individual = pose.individual
        let traits = individual.species.traits
        let shape = individual.finShape
        let markings = Markings(of: individual, side: pose.side)
        finHeight = individual.finHeight
        bodyLength = traits.bodyLength * individual.size
        self.base = base
        fin = FinTexture(shape, markings, resolution: resolution)
        body = BodyTexture(markings, base: shape.proportions.base)
        let towards: Float = pose.side == .left ? -1 : 1
        let level = Vector3(towards * cosine(pose.yaw), sine(pose.yaw), 0)
        let upright = Vector3(0, 0, 1)
        forward = level * cosine(pose.pitch) + upright * sine(pose.pitch)
        let pitched = upright * cosine(pose.pitch) - level * sine(pose.pitch)
        let aside = cross(pitched, forward)
        up = pitched * cosine(pose.roll) - aside * (towards * sine(pose.roll))
        left = cross(up, forward)
        let frame = Frame(
            base: base, forward: forward, left: left, up: up, height: finHeight,
            length: bodyLength, traits: traits, finBase: shape.proportions.base, arch: pose.arch,
            lean: shape.lean)
        meshes = [frame.bodyMesh(), frame.finMesh(fin, face: 1), frame.finMesh(fin, face: -1)]
    }
}

/// From the animal's own directions to the world's.
private struct Frame {
    let base: Vector3
    let forward: Vector3
    let left: Vector3
    let up: Vector3
    let height: Float
    let length: Float
    let traits: SpeciesTraits
    let finBase: Float
    let arch: Float
    let lean: Float

    func world(_ place: Vector3) -> Vector3 {
        base + forward * place.x + left * place.y + up * place.z
    }

    /// Half the body's height at a place along it, 0 (snout) to 1 (tail).
    func radius(at share: Float) -> Float {
        let girth = traits.girth * length
        if share < 0.4 {
            let ahead = clamp(share / 0.4)
            return girth * max(0.02, power(sine(ahead * 1.5708), 0.75))
        }
        let behind = (share - 0.4) / 0.6
        return girth * (0.10 + 0.90 * power(max(cosine(behind * 1.5708), 0), 1.15))
    }

    /// Height of the back beside its height at the fin, at `x` metres ahead of the fin.
    func ridge(_ x: Float) -> Float {
        let share = traits.finPosition - x / length
        let beyond = max(0, abs(x) - finBase * height * 0.5)
        let own = (radius(at: share) - radius(at: traits.finPosition)) * 0.75
        return own - (0.25 + arch) * 1.1 * beyond * beyond / length
    }

    /// How far the back is drawn up towards the fin, in metres, `y` metres beside the middle.
    func foot(_ x: Float, _ y: Float) -> Float {
        let along = finBase / 2 - x / height
        let ends =
            smoothstep(-0.5, 0.3, along) * smoothstep(finBase + 0.45, finBase - 0.25, along)
        let aside = y / height
        // Blunt in the middle, so that no ridge shows where the fin is thin.
        return height * 0.2 * ends * exponential(-(aside * aside + 0.0025).squareRoot() / 0.11)
    }

    func bodyMesh() -> AnimalModel.Mesh {
        let rings = 128
        let around = 48
        var vertices: [AnimalModel.Vertex] = []
        for ring in 0...rings {
            let share = Float(ring) / Float(rings)
            let x = (traits.finPosition - share) * length
            let radius = radius(at: share)
            let centre = ridge(x) - radius
            for step in 0...around {
                // Steps are finest along the back, where the fin rises.
                let share = Float(step) / Float(around) * 2 - 1
                let angle = share * power(abs(share), 0.8) * 3.14159
                // A little narrower towards the back than an ellipse.
                let y = 0.92 * radius * sine(angle) * (1 - 0.10 * max(cosine(angle), 0))
                let place = Vector3(x, y, centre + radius * cosine(angle) + foot(x, y))
                let skin = Vector2(finBase / 2 - x / height, -abs(angle) * radius / height)
                vertices.append(.init(place: world(place), normal: .zero, skin: skin))
            }
        }
        var triangles: [Int32] = []
        for ring in 0..<rings {
            for step in 0..<around {
                let first = Int32(ring * (around + 1) + step)
                let next = first + Int32(around + 1)
                triangles += [first, next, first + 1, first + 1, next, next + 1]
            }
        }
        for ring in 0...rings {
            for step in 0...around {
                let index = ring * (around + 1) + step
                let along =
                    vertices[min(ring + 1, rings) * (around + 1) + step].place
                    - vertices[max(ring - 1, 0) * (around + 1) + step].place
                let after = step == around ? 1 : step + 1
                let before = step == 0 ? around - 1 : step - 1
                let aside =
                    vertices[ring * (around + 1) + after].place
                    - vertices[ring * (around + 1) + before].place
                vertices[index].normal = normalized(cross(aside, along))
            }
        }
        return .init(part: .body, vertices: vertices, triangles: triangles)
    }

    func finMesh(_ fin: FinTexture, face: Float) -> AnimalModel.Mesh {
        let columns = 56
        let rows = 40
        let wide = fin.width
        var vertices: [AnimalModel.Vertex] = []
        for row in 0...rows {
            let y = 1.1 - 1.45 * Float(row) / Float(rows)
            for column in 0...columns {
                let x = fin.origin.x + wide * Float(column) / Float(columns)
                let skin = Vector2(x, y)
                let half = fin.thickness(at: skin)
                let along = (finBase / 2 - x) * height
                let aside = face * half + lean * max(y, 0) * max(y, 0)
                let place = Vector3(along, aside * height, y * height + ridge(along))
                vertices.append(.init(place: world(place), normal: .zero, skin: skin))
            }
        }
        var triangles: [Int32] = []
        for row in 0..<rows {
            for column in 0..<columns {
                let first = Int32(row * (columns + 1) + column)
                let below = first + Int32(columns + 1)
                triangles += [first, below, first + 1, first + 1, below, below + 1]
            }
        }
        return .init(part: .fin(face: face), vertices: vertices, triangles: triangles)
    }
}
