import Randomness

/// Every row once per epoch, in a new order each time.
public struct ShuffledSampler: Sampler {
    /// The rows; their order decides together with the seed.
    public let rows: [Int]
    /// Samples per batch.
    public let batchSize: Int
    /// What becomes of a last batch that is not full.
    public let lastBatch: LastBatch
    /// The same seed gives the same orders.
    public let seed: UInt64

    /// Some rows of a data set.
    public init(
        rows: some Sequence<Int>, batchSize: Int, lastBatch: LastBatch = .drop, seed: UInt64
    ) {
        LastBatch.check(batchSize: batchSize)
        self.rows = Array(rows)
        self.batchSize = batchSize
        self.lastBatch = lastBatch
        self.seed = seed
    }

    /// The batches of an epoch.
    public func batches(epoch: Int) -> [SampledBatch] {
        var random = SeededRandom(seed: seed, purpose: UInt64(epoch))
        let order = random.shuffled(rows)
        return SampledBatch.batches(of: lastBatch.batches(of: order, size: batchSize))
    }
}
