import Randomness

/// A seed for each place in an epoch.
struct SampleSeeds: Sendable {
    private let epochSeed: UInt64

    init(run: UInt64, epoch: Int) {
        epochSeed = SeededRandom.seed(run, UInt64(epoch))
    }

    /// The seed of the sample at a place of the epoch.
    subscript(position: Int) -> UInt64 { SeededRandom.seed(epochSeed, UInt64(position)) }
}
