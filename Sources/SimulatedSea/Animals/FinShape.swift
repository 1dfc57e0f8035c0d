import Randomness

/// The outline of one animal's dorsal fin: its species' shape, varied, and what life has done to it.
///
/// Places are in fin heights: x runs from the front of the base towards the tail, y from the back
/// (0) up to the tip (about 1).
struct FinShape: Sendable {
    var proportions: FinProportions
    /// Nicks in the trailing edge, and in the leading edge.
    var trailingNicks: [Nick]
    var leadingNicks: [Nick]
    /// Where the tip is cut off: height of the cut, and its slope.
    var cut: (height: Float, slope: Float)?
    /// Shallow waves of the trailing edge: deviation, waves along the edge, phase.
    var waves: [(depth: Float, count: Float, phase: Float)]
    /// How far the fin's tip leans to the animal's left, in fin heights.
    var lean: Float

    /// A fin that differs from others of its species; `distinctiveness` scales nicks (1 is common).
    init(
        species: FinProportions, distinctiveness: Float, using random: inout SeededRandom
    ) {
        func vary(_ value: Float, _ share: Float) -> Float {
            value * (1 + share * clamp(random.normal(), -2, 2))
        }
        proportions = species
        proportions.base = vary(species.base, 0.055)
        proportions.tip = vary(species.tip, 0.06)
        proportions.leadingBulge = vary(species.leadingBulge, 0.10)
        proportions.trailingHollow = vary(species.trailingHollow, 0.14)
        proportions.hook = vary(species.hook, 0.15)
        proportions.tipRadius = vary(species.tipRadius, 0.18)
        trailingNicks = Self.trailingNicks(distinctiveness, using: &random)
        leadingNicks =
            random.chance(0.13 * distinctiveness)
            ? [Self.nick(in: 0.1...0.7, size: random.uniform(0.5...1.2), using: &random)] : []
        cut =
            random.chance(0.07 * distinctiveness)
            ? (random.uniform(0.80...0.93), random.uniform(-0.5...0.25)) : nil
        waves = [1.5, 2.6, 4.3].map { count in
            (
                0.012 / count.squareRoot() * random.normal(), count * random.uniform(0.8...1.2),
                random.uniform(0...6.283)
            )
        }
        // Some fins are bent for life.
        lean = (random.chance(0.06) ? 0.25 : 0.07) * clamp(random.normal(), -2, 2)
    }

    private static func trailingNicks(
        _ distinctiveness: Float, using random: inout SeededRandom
    ) -> [Nick] {
        var nicks: [Nick] = []
        let single = Int(((1 + 3.5 * random.unit()) * distinctiveness).rounded())
        for _ in 0..<single {
            let size = 0.3 + 1.5 * random.unit() * random.unit()
            nicks.append(nick(in: 0.06...0.85, size: size, using: &random))
        }
        // A frayed stretch: small nicks side by side, as on many old animals.
        if random.chance(0.4 * distinctiveness) {
            var place = random.uniform(0.05...0.6)
            for _ in 0..<random.integer(3...7) {
                let size = random.uniform(0.2...0.5)
                nicks.append(nick(in: place...place, size: size, using: &random))
                place += random.uniform(0.03...0.07)
            }
        }
        return nicks.filter { $0.position < 0.88 }.sorted { $0.position < $1.position }
    }

    private static func nick(
        in places: ClosedRange<Float>, size: Float, using random: inout SeededRandom
    ) -> Nick {
        // Slots are rare.
        let shapes: [Nick.Shape] = [.wedge, .wedge, .bite, .bite, .bite, .step, .step, .slot]
        return Nick(
            position: random.uniform(places), width: 0.075 * size * random.uniform(0.6...1.6),
            depth: 0.055 * size * random.uniform(0.6...1.3),
            shape: shapes[random.integer(0...shapes.count - 1)])
    }

    /// The closed outline, from the front of the base over the tip to its back, and below the skin.
    ///
    /// - Parameter damaged: whether nicks and cuts show.
    func outline(damaged isDamaged: Bool = true) -> [Vector2] {
        let shape = proportions
        let tip = Vector2(shape.tip, 1 - shape.tipRadius * 0.9)
        let under = tip - Vector2(shape.tipRadius * 0.75, shape.tipRadius * 1.9)
        let leading = Self.evenly(
            Self.curve(
                Vector2(-0.32, -0.05), Vector2(0.05 + 0.30 * (1 - shape.leadingBulge), -0.05),
                Vector2(
                    shape.tip - shape.hook * 0.9 - 0.25 * shape.leadingBulge,
                    0.86 + 0.22 * shape.leadingBulge), tip),
            count: 420)
        let arc = Self.curve(
            tip, tip + Vector2(shape.tipRadius * 0.9, -shape.tipRadius * 0.25),
            under + Vector2(shape.tipRadius * 0.9, -shape.tipRadius * 0.1), under)
        let hollow = shape.trailingHollow
        let trailing = Self.evenly(
            Self.curve(
                under, under + Vector2(-0.42 * hollow - 0.10 * shape.hook, -0.30 - 0.12 * hollow),
                Vector2(shape.base - 0.62 * hollow, -0.03), Vector2(shape.base + 0.30, -0.05)),
            count: 900)
        let front = damaged(
            leading.reversed(), by: isDamaged ? leadingNicks : [], waves: [], inwards: -1)
        let back = damaged(
            trailing, by: isDamaged ? trailingNicks : [], waves: waves, inwards: 1)
        var points = front.reversed() + arc.dropFirst().dropLast() + back
        if let cut, isDamaged {
            points = points.map { Self.cut($0, height: cut.height, slope: cut.slope) }
        }
        return points + [Vector2(shape.base + 0.30, -0.35), Vector2(-0.32, -0.35)]
    }

    /// The edge, moved to its right hand (`inwards` 1) or left hand (-1) where it is damaged.
    private func damaged(
        _ edge: [Vector2], by nicks: [Nick],
        waves: [(depth: Float, count: Float, phase: Float)], inwards: Float
    ) -> [Vector2] {
        edge.indices.map { index in
            let along = Float(index) / Float(edge.count - 1)
            let before = edge[max(index - 12, 0)]
            let after = edge[min(index + 12, edge.count - 1)]
            let step = after - before
            let normal = Vector2(step.y, -step.x) / max(length(step), 1e-6) * inwards
            let fade = smoothstep(0, 0.08, along) * smoothstep(1, 0.75, along)
            let wave = waves.reduce(Float(0)) {
                $0 + $1.depth * sine($1.count * along * 6.283 + $1.phase)
            }
            // Nicks that overlap leave the deeper one's edge.
            let depth = nicks.reduce(Float(0)) {
                max($0, $1.depth(at: (along - $1.position) * 2 * 1.25 / $1.width))
            }
            return edge[index] + normal * (wave * fade + depth)
        }
    }

    private static func cut(_ point: Vector2, height: Float, slope: Float) -> Vector2 {
        let jag = 0.02 * (Noise.value(point.x * 30, 0, seed: 5) - 0.5)
        let limit = height + slope * (point.x - 1) + jag
        return Vector2(point.x, min(point.y, limit))
    }

    /// A cubic Bézier curve as a line of short pieces.
    private static func curve(
        _ start: Vector2, _ first: Vector2, _ second: Vector2, _ end: Vector2
    ) -> [Vector2] {
        (0...200).map { index in
            let share = Float(index) / 200
            let rest = 1 - share
            return start * (rest * rest * rest) + first * (3 * rest * rest * share)
                + second * (3 * rest * share * share) + end * (share * share * share)
        }
    }

    /// The same line, through points that are evenly spaced along it.
    private static func evenly(_ line: [Vector2], count: Int) -> [Vector2] {
        var lengths: [Float] = [0]
        for (first, second) in zip(line, line.dropFirst()) {
            lengths.append((lengths.last ?? 0) + length(second - first))
        }
        let total = lengths.last ?? 1
        var piece = 0
        return (0..<count).map { index in
            let place = total * Float(index) / Float(count - 1)
            while piece < line.count - 2, lengths[piece + 1] < place { piece += 1 }
            let share = (place - lengths[piece]) / max(lengths[piece + 1] - lengths[piece], 1e-9)
            return line[piece] + (line[piece + 1] - line[piece]) * clamp(share)
        }
    }
}
