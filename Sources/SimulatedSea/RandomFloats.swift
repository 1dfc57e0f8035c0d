import Randomness

extension SeededRandom {
    /// A number in `[0, 1)` of 24 random bits; unlike `Float.random`, its bits are fixed here.
    mutating func unit() -> Float {
        Float(next() >> 40) * 0x1p-24
    }

    /// A number between the bounds, evenly spread.
    mutating func uniform(_ range: ClosedRange<Float>) -> Float {
        range.lowerBound + (range.upperBound - range.lowerBound) * unit()
    }

    /// A number from the normal distribution of mean 0 and deviation 1.
    mutating func normal() -> Float {
        let radius = (-2 * logarithm(max(unit(), 1e-7))).squareRoot()
        return radius * cosine(2 * .pi * unit())
    }

    /// True as often as `probability` says.
    mutating func chance(_ probability: Float) -> Bool {
        unit() < probability
    }
}
