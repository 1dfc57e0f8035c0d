/// The part of each batch that one of several processes learns from.
///
/// The batches are those of one process, cut into equal parts: what is learnt does not depend on how many
/// processes share the work, and samples keep the seeds of their places. Of a batch that cannot be parted
/// equally, the last rows are left out, fewer than there are processes: choose a batch size that can.
public struct ShardedSampler<Base: Sampler>: Sampler {
    /// What is parted.
    public let base: Base
    /// This process, from 0.
    public let rank: Int
    /// How many processes there are.
    public let worldSize: Int

    /// A part of another sampler's batches.
    public init(_ base: Base, rank: Int, worldSize: Int) {
        precondition(
            worldSize >= 1 && (0..<worldSize).contains(rank),
            "a rank lies from 0 to below the world's size, found \(rank) of \(worldSize)")
        self.base = base
        self.rank = rank
        self.worldSize = worldSize
    }

    /// The batches of an epoch, as many and as large in every process.
    public func batches(epoch: Int) -> [SampledBatch] {
        base.batches(epoch: epoch).compactMap { batch in
            let share = batch.rows.count / worldSize
            guard share > 0 else { return nil }
            let start = rank * share
            return SampledBatch(
                rows: Array(batch.rows[start..<start + share]),
                firstPosition: batch.firstPosition + start)
        }
    }
}
