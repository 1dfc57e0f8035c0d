/// Random numbers from a seed (SplitMix64; Steele, Lea and Flood, 2014): the same on every machine.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Every seed gives a sequence of its own.
    public init(seed: UInt64) {
        state = seed
    }

    /// A generator for one purpose, independent of how many numbers other purposes draw.
    public init(seed: UInt64, purpose: UInt64) {
        var mixer = SplitMix64(seed: seed ^ (purpose &* 0xD134_2543_DE82_EF95))
        state = mixer.next()
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension SplitMix64 {
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

    /// A whole number between the bounds.
    mutating func integer(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
    }
}
