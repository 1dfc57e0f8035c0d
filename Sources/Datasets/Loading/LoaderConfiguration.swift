/// How a loader works; none of it but the seed changes what comes out.
public struct LoaderConfiguration: Sendable {
    /// Decides, with epoch and place, the seed of every sample.
    public var seed: UInt64
    /// Threads that make samples.
    public var workers: Int
    /// Batches that are made ahead of the one in use: more even out slow photographs, and take memory.
    public var batchesAhead: Int
    /// How far workers stand back for the training step, 0 to 19 (Linux; see docs/loading.md).
    public var niceness: Int
    /// The share of an epoch's samples that may fail; above it the epoch throws.
    public var toleratedBadShare: Double
    /// Samples of an epoch after which the share is judged for the first time; it is judged at the end, too.
    public var samplesBeforeJudgement: Int
    /// Called once for each bad photograph, on the consumer's thread, in the sampler's order; what it throws ends the
    /// epoch.
    public var onSkip: (@Sendable (SkippedPhotograph) throws -> Void)?

    /// A configuration for training on the cores that decode, too.
    public init(seed: UInt64, workers: Int = 2, batchesAhead: Int = 2, niceness: Int = 10) {
        self.seed = seed
        self.workers = workers
        self.batchesAhead = batchesAhead
        self.niceness = niceness
        toleratedBadShare = 0.1
        samplesBeforeJudgement = 200
    }
}
