/// What an animal does to the water around it: rings of ripples, and foam.
struct Wake {
    private let centre: Vector2
    private let along: Vector2
    private let reach: Float
    private let height: Float
    private let splash: Float

    init(_ animal: AnimalModel, splash: Float) {
        centre = Vector2(animal.base.x, animal.base.y)
        let level = Vector2(animal.forward.x, animal.forward.y)
        along = level / max(length(level), 1e-3)
        height = animal.finHeight
        reach = min(animal.bodyLength * 0.32, height * 4)
        self.splash = splash
    }

    /// Whether a place is near enough to be touched.
    @inline(__always)
    func reaches(x: Float, y: Float) -> Bool {
        let limit = reach + 9 * height
        return abs(x - centre.x) < limit && abs(y - centre.y) < limit
    }

    /// Change of the water's slopes, and how near the place is to where foam rises, 0 to 1.
    @inline(__always)
    func effect(x: Float, y: Float) -> (slope: Vector2, foam: Float) {
        let place = Vector2(x, y) - centre
        let lengthwise = place.x * along.x + place.y * along.y
        let beyond = lengthwise - clamp(lengthwise, -reach, reach * 0.8)
        let aside = place.x * -along.y + place.y * along.x
        let apart = (beyond * beyond + aside * aside).squareRoot() / height
        guard apart < 9 else { return (.zero, 0) }
        let outward =
            Vector2(
                beyond * along.x - aside * along.y, beyond * along.y + aside * along.x)
            / max(apart * height, 1e-3)
        let ring = 0.08 * exponential(-apart * 0.8) * sine(apart * 5.5 - 1)
        return (outward * ring, exponential(-apart * mix(1.6, 0.7, splash)))
    }

    /// Foam with holes and streaks, 0 to 1.
    @inline(__always)
    func foam(_ near: Float, x: Float, y: Float, seed: UInt32) -> Float {
        guard near > 0.05, splash > 0.02 else { return 0 }
        let scale = 2.6 / height
        let large = Noise.fractal(x * scale, y * scale * 0.4, octaves: 2, seed: seed &+ 3)
        let fine = Noise.fractal(x * scale * 7, y * scale * 3, octaves: 3, seed: seed &+ 4)
        let amount = near * (0.25 + 1.1 * splash) * smoothstep(0.25, 0.7, large)
        return smoothstep(0.8 - amount, 1.0 - amount * 0.5, fine + 0.25 * amount) * 0.9
    }
}
