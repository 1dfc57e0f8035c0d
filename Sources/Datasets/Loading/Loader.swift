import Synchronization

/// Makes batches on threads of its own, ahead of the one who uses them.
///
/// ```swift
/// let loader = Loader(source, ShuffledSampler(rows: rows, batchSize: 32, seed: 1),
///                     LoaderConfiguration(seed: 1)) { samples in
///     [stackedPixels(samples.map(\.image)), Tensor(samples.map(\.label))]
/// }
/// let epoch = loader.epoch(0)
/// while let batch = try epoch.next() { … }
/// ```
///
/// Batches come in the sampler's order and are the same to the bit, however many workers there are. A photograph
/// that cannot be had is skipped: its batch is smaller, or is not delivered where nothing is left.
public final class Loader<Source: SampleSource, Batch>: Sendable {
    /// Puts samples together, in the sampler's order; called by workers, several at a time.
    ///
    /// It should only copy: libtorch would start threads for it that get into the way of training.
    public typealias Collate = @Sendable ([Source.Sample]) throws -> sending Batch

    /// Where samples come from.
    public let source: Source
    /// Which samples, and in which order.
    public let sampler: any Sampler
    /// How it works.
    public let configuration: LoaderConfiguration
    private let collate: Collate
    private let record = LoaderRecord()

    /// A loader; it does nothing before an epoch is asked for.
    public init(
        _ source: Source, _ sampler: some Sampler, _ configuration: LoaderConfiguration,
        collate: @escaping Collate
    ) {
        precondition(configuration.workers >= 1, "a loader has workers")
        precondition(configuration.batchesAhead >= 1, "a loader makes batches ahead")
        precondition((0...19).contains(configuration.niceness), "niceness is from 0 to 19")
        precondition(
            (0...1).contains(configuration.toleratedBadShare), "a share is from 0 to 1")
        self.source = source
        self.sampler = sampler
        self.configuration = configuration
        self.collate = collate
    }

    /// What was done so far, over all epochs.
    public var report: LoaderReport { record.value.withLock { $0 } }

    /// Starts to make the batches of an epoch, from one of them on.
    ///
    /// The batches from `batch` on are those of the whole epoch: to go on after a stop, keep
    /// `LoaderEpoch.nextBatch`.
    public func epoch(_ epoch: Int, startingAt batch: Int = 0) -> LoaderEpoch<Source, Batch> {
        precondition(epoch >= 0 && batch >= 0, "epochs and batches count from 0")
        let batches = sampler.batches(epoch: epoch)
        precondition(batches.allSatisfy { !$0.rows.isEmpty }, "a sampler gave an empty batch")
        precondition(
            batch <= batches.count, "epoch \(epoch) has \(batches.count) batches, not \(batch)")
        let work = LoaderWork(
            source: source, batches: batches, first: batch,
            ahead: configuration.batchesAhead,
            seed: SampleSeeds(run: configuration.seed, epoch: epoch), collate: collate)
        return LoaderEpoch(
            work: work, first: batch, configuration: configuration, record: record)
    }
}

/// The report that a loader and its epochs share.
final class LoaderRecord: Sendable {
    let value = Mutex(LoaderReport())
}
