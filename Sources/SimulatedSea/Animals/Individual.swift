import Randomness

/// One animal: its name, species and seed decide its fin's outline, its scars and its colours.
public struct Individual: Hashable, Codable, Sendable {
    /// The animal's name, as in a catalogue.
    public var name: String
    /// What it is.
    public var species: SimulatedSpecies
    /// Decides everything that tells the animal from others of its species.
    public var seed: UInt64
    /// How many nicks and scars it has: 0 is none, 1 as many as most animals, at most 3.
    public var distinctiveness: Float

    /// The same arguments give the same animal again.
    public init(
        name: String, species: SimulatedSpecies, seed: UInt64, distinctiveness: Float = 1
    ) {
        self.name = name
        self.species = species
        self.seed = seed
        self.distinctiveness = clamp(distinctiveness, 0, 3)
    }

    /// The dorsal fin's closed outline, in fin heights: x towards the tail, y upwards from the back.
    public var finOutline: [SIMD2<Float>] {
        finShape.outline()
    }

    /// Nicks in the fin's trailing edge, from the tip to the base.
    public var trailingNicks: [Nick] {
        finShape.trailingNicks
    }

    /// Height of the dorsal fin, in metres.
    public var finHeight: Float {
        species.traits.finHeight * size
    }

    var finShape: FinShape {
        var random = SeededRandom(seed: seed, purpose: 1)
        return FinShape(
            species: species.traits.fin, distinctiveness: distinctiveness, using: &random)
    }

    /// The animal's size beside its species' mean.
    var size: Float {
        var random = SeededRandom(seed: seed, purpose: 2)
        let own = 1 + 0.07 * clamp(random.normal(), -2, 2)
        // A few are calves.
        return random.chance(0.06) ? own * random.uniform(0.5...0.75) : own
    }
}

/// The side of an animal that a photograph shows.
public enum Side: String, Codable, CaseIterable, Sendable {
    case left
    case right
}
