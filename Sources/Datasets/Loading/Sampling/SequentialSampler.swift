/// Every row once, in order: for validation and for embedding.
public struct SequentialSampler: Sampler {
    /// The rows, in this order.
    public let rows: [Int]
    /// Samples per batch.
    public let batchSize: Int
    /// What becomes of a last batch that is not full.
    public let lastBatch: LastBatch

    /// Some rows of a data set.
    public init(rows: some Sequence<Int>, batchSize: Int, lastBatch: LastBatch = .keep) {
        LastBatch.check(batchSize: batchSize)
        self.rows = Array(rows)
        self.batchSize = batchSize
        self.lastBatch = lastBatch
    }

    /// The same batches in every epoch.
    public func batches(epoch: Int) -> [SampledBatch] {
        SampledBatch.batches(of: lastBatch.batches(of: rows, size: batchSize))
    }
}
