/// Random numbers from a seed (SplitMix64; Steele, Lea and Flood, 2014): the same on every machine.
public struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Every seed gives a sequence of its own.
    public init(seed: UInt64) {
        state = seed
    }

    /// A generator for one purpose, independent of how many numbers other purposes draw.
    public init(seed: UInt64, purpose: UInt64) {
        var mixer = SeededRandom(seed: seed ^ (purpose &* 0xD134_2543_DE82_EF95))
        state = mixer.next()
    }

    /// A seed that is made of another and of a number.
    public static func seed(_ seed: UInt64, _ number: UInt64) -> UInt64 {
        var random = SeededRandom(seed: seed, purpose: number)
        return random.next()
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A whole number between the bounds.
    public mutating func integer(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    /// The elements in a random order.
    ///
    /// Written out (Fisher and Yates), as the order must not change with the standard library.
    public mutating func shuffled<Element>(_ elements: some Sequence<Element>) -> [Element] {
        var result = Array(elements)
        for last in stride(from: result.count - 1, to: 0, by: -1) {
            let (place, _) = next().multipliedFullWidth(by: UInt64(last + 1))
            result.swapAt(last, Int(place))
        }
        return result
    }
}
