/// Which rows an epoch learns from, in which order, and how they are put into batches.
public protocol Sampler: Sendable {
    /// The batches of an epoch, none of them empty; the same epoch gives the same batches.
    func batches(epoch: Int) -> [SampledBatch]
}
