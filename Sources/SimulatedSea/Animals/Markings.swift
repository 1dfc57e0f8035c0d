import Randomness

/// The pattern of one side of an animal: pale skin, saddle, blotches and scars.
///
/// Places are on the skin laid flat, in fin heights: x towards the tail from the front of the
/// fin's base, y up the fin and, below 0, down the flank.
struct Markings: Sendable {
    /// A light patch with a ragged edge.
    struct Blotch: Sendable {
        var centre: Vector2
        var radius: Vector2
        var reflectance: Float
        var raggedness: Float
    }

    /// Parallel scratches, as teeth leave them.
    struct Rake: Sendable {
        var start: Vector2
        var direction: Vector2
        var bend: Float
        var lines: Int
        var spacing: Float
        var width: Float
        var reflectance: Float
    }

    private var skin: SkinTraits
    private var fin: FinProportions
    private var noiseSeed: UInt32
    private var paleness: Float
    private var mottling: Float
    private var blotches: [Blotch] = []
    private var rakes: [Rake] = []

    init(of individual: Individual, side: Side) {
        // What both sides share comes first, then what each side has for itself.
        var random = SeededRandom(seed: individual.seed, purpose: 3)
        let traits = individual.species.traits
        skin = traits.skin
        fin = individual.finShape.proportions
        skin.reflectance *= exponential(random.uniform(-0.35...0.85))
        skin.saddle *= random.uniform(0.5...1)
        paleness = traits.skin.pale * random.unit()
        mottling = random.uniform(0.15...0.6)
        noiseSeed = UInt32(truncatingIfNeeded: random.next())
        random = SeededRandom(seed: individual.seed, purpose: side == .left ? 4 : 5)
        noiseSeed &+= side == .left ? 0 : 77
        let distinctiveness = individual.distinctiveness
        while blotches.count < 5, random.chance(0.38 * distinctiveness) {
            blotches.append(
                Blotch(
                    centre: Vector2(
                        random.uniform(-0.6...fin.base + 0.8), random.uniform(-0.7...0.9)),
                    radius: Vector2(random.uniform(0.03...0.2), random.uniform(0.03...0.14)),
                    reflectance: random.uniform(0.12...0.42), raggedness: random.uniform(0.5...1.5))
            )
        }
        let count = Int(skin.rakes * distinctiveness * random.uniform(0.4...1.8))
        for _ in 0..<min(count, 40) {
            let angle = random.uniform(0...6.283)
            rakes.append(
                Rake(
                    start: Vector2(
                        random.uniform(-0.9...fin.base + 1.2), random.uniform(-0.9...0.85)),
                    direction: Vector2(cosine(angle), sine(angle)) * random.uniform(0.1...0.55),
                    bend: random.uniform(-0.25...0.25), lines: random.integer(1...5),
                    spacing: random.uniform(0.025...0.055), width: random.uniform(0.005...0.012),
                    reflectance: random.uniform(0.05...0.22)))
        }
    }

    /// Reflectance over a part of the skin.
    ///
    /// - Parameters:
    ///   - origin: the place of the first texel, at the top left.
    ///   - spacing: from one texel to the next, in fin heights.
    func reflectance(
        columns: Int, rows: Int, origin: Vector2, spacing: Float
    ) -> [Float] {
        var texels = [Float](repeating: 0, count: columns * rows)
        // The skin's own pattern is soft: a coarse grid is enough, filled in between.
        let stride = max(1, Int(0.03 / spacing))
        let coarseColumns = columns / stride + 2
        let coarseRows = rows / stride + 2
        var coarse = [Float](repeating: 0, count: coarseColumns * coarseRows)
        for row in 0..<coarseRows {
            for column in 0..<coarseColumns {
                let place = origin + Vector2(Float(column * stride), -Float(row * stride)) * spacing
                coarse[row * coarseColumns + column] = skinReflectance(at: place)
            }
        }
        for row in 0..<rows {
            let share = Float(row % stride) / Float(stride)
            for column in 0..<columns {
                let base = (row / stride) * coarseColumns + column / stride
                let across = Float(column % stride) / Float(stride)
                texels[row * columns + column] = mix(
                    mix(coarse[base], coarse[base + 1], across),
                    mix(coarse[base + coarseColumns], coarse[base + coarseColumns + 1], across),
                    share)
            }
        }
        let chart = Chart(columns: columns, rows: rows, origin: origin, spacing: spacing)
        for (index, blotch) in blotches.enumerated() {
            paint(blotch, seed: noiseSeed &+ UInt32(index) &* 31, on: chart, into: &texels)
        }
        for rake in rakes {
            paint(rake, on: chart, into: &texels)
        }
        return texels
    }

    private func skinReflectance(at place: Vector2) -> Float {
        let cloud = Noise.fractal(place.x * 2.3, place.y * 2.3, octaves: 4, seed: noiseSeed)
        let fine = Noise.fractal(place.x * 14, place.y * 9, octaves: 2, seed: noiseSeed &+ 9)
        var value = skin.reflectance * (1 + mottling * (cloud - 0.5) * 1.6 + 0.25 * (fine - 0.5))
        // The middle of the fin pales with age on some animals.
        let middle = place - Vector2(0.72 * fin.tip, 0.42)
        let distance = length(middle * Vector2(1.6, 1.3)) + 0.5 * (cloud - 0.5)
        if place.y > -0.1 {
            value += paleness * 0.6 * smoothstep(0.65, 0.1, distance)
        }
        value = mix(value, skin.flank, smoothstep(-0.8, -2.2, place.y + 0.4 * (cloud - 0.5)))
        if skin.saddle > 0.02 {
            // Behind the fin and down the flank, with a hook that each animal has its own way.
            let ragged = 0.45 * (cloud - 0.5) + 0.08 * (fine - 0.5)
            let along = (place.x - fin.base * 1.05) / 0.75
            let down = (place.y + 0.45 + 0.2 * sine(along * 2 + Float(noiseSeed & 7))) / 0.38
            let inside = 1 - (along * along + down * down).squareRoot() + ragged * 1.6
            if place.y < 0.06 {
                value = mix(value, skin.saddle * 0.55, smoothstep(0, 0.6, inside))
            }
        }
        return value
    }

    private struct Chart {
        var columns: Int
        var rows: Int
        var origin: Vector2
        var spacing: Float

        func columns(from low: Float, to high: Float) -> Range<Int> {
            let first = Int(clamp((low - origin.x) / spacing, 0, Float(columns)))
            return
                first..<max(first, Int(clamp((high - origin.x) / spacing + 1, 0, Float(columns))))
        }

        func rows(from low: Float, to high: Float) -> Range<Int> {
            let first = Int(clamp((origin.y - high) / spacing, 0, Float(rows)))
            return first..<max(first, Int(clamp((origin.y - low) / spacing + 1, 0, Float(rows))))
        }

        func place(_ column: Int, _ row: Int) -> Vector2 {
            origin + Vector2(Float(column), -Float(row)) * spacing
        }
    }

    private func paint(
        _ blotch: Blotch, seed: UInt32, on chart: Chart, into texels: inout [Float]
    ) {
        let reach = blotch.radius * 1.6
        for row in chart.rows(from: blotch.centre.y - reach.y, to: blotch.centre.y + reach.y) {
            for column in chart.columns(
                from: blotch.centre.x - reach.x, to: blotch.centre.x + reach.x)
            {
                let place = chart.place(column, row)
                let ragged = Noise.fractal(place.x * 16, place.y * 16, octaves: 3, seed: seed) - 0.5
                let inside =
                    1 - length((place - blotch.centre) / blotch.radius)
                    + ragged * blotch.raggedness
                let index = row * chart.columns + column
                texels[index] = mix(
                    texels[index], blotch.reflectance, 0.85 * smoothstep(0, 0.3, inside))
            }
        }
    }

    private func paint(_ rake: Rake, on chart: Chart, into texels: inout [Float]) {
        let long = length(rake.direction)
        let along = rake.direction / max(long, 1e-6)
        let aside = Vector2(-along.y, along.x)
        let steps = max(4, Int(long / chart.spacing * 1.5))
        let width = max(rake.width, chart.spacing * 0.8)
        let strength = rake.width / width
        for line in 0..<rake.lines {
            // No two teeth bite alike.
            func own(_ column: Int32) -> Float {
                Noise.hash(Int32(line), column, UInt32(truncatingIfNeeded: Int(rake.bend * 1e6)))
            }
            let depth = 0.35 + 0.65 * own(1)
            let reach = (0.45 + 0.55 * own(2)) * long
            let beside = (Float(line) + 0.5 * own(3)) * rake.spacing
            let late = 0.35 * own(4) * long
            for step in 0..<steps {
                let share = Float(step) / Float(steps)
                let shift = beside + rake.bend * share * share * long
                let centre = rake.start + along * (late + share * reach) + aside * shift
                let fade = depth * smoothstep(0, 0.2, share) * smoothstep(1, 0.7, share)
                for row in chart.rows(from: centre.y - width, to: centre.y + width) {
                    for column in chart.columns(from: centre.x - width, to: centre.x + width) {
                        let apart = length(chart.place(column, row) - centre) / width
                        let index = row * chart.columns + column
                        let target = rake.reflectance * fade * strength * smoothstep(1, 0.3, apart)
                        texels[index] = max(texels[index], skin.reflectance + target)
                    }
                }
            }
        }
    }
}
