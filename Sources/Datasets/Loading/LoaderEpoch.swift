/// The batches of one epoch, taken one after another by one thread.
///
/// Workers run for as long as there are batches to make and this object lives; they end, and are waited for,
/// when the last batch was taken, on an error, on `cancel()`, and when the object goes.
public final class LoaderEpoch<Source: SampleSource, Batch> {
    /// How many batches the epoch has, those before the start too.
    public let batchCount: Int
    /// The next batch in the sampler's order: where to start again to go on from here.
    public private(set) var nextBatch: Int

    private let work: LoaderWork<Source, Batch>
    private let configuration: LoaderConfiguration
    private let record: LoaderRecord
    private var threads: [WorkerThread]
    private let isWhole: Bool
    /// Of this epoch alone: in the sum of many good ones, files that went away would show too late.
    private var samples = 0
    private var skipped: [SkippedPhotograph] = []
    /// Up to when time was counted.
    private var counted = ContinuousClock.now

    init(
        work: LoaderWork<Source, Batch>, first: Int, configuration: LoaderConfiguration,
        record: LoaderRecord
    ) {
        self.work = work
        self.configuration = configuration
        self.record = record
        batchCount = work.batches.count
        nextBatch = first
        isWhole = first == 0
        let count = first < work.batches.count ? configuration.workers : 0
        threads = (0..<count).compactMap { number in
            WorkerThread(name: "loader \(number)", niceness: configuration.niceness) {
                work.run()
            }
        }
        precondition(count == 0 || !threads.isEmpty, "the system grants no more threads")
    }

    deinit {
        cancel()
    }

    /// Waits for the next batch; `nil` at the end of the epoch, and after `cancel()`.
    ///
    /// - Throws: `BadPhotographsError` where too many photographs cannot be had, what a source or the
    ///   collate function threw that was no photograph's fault, or what `onSkip` threw. The epoch is over then.
    public func next() throws -> sending Batch? {
        do {
            while !threads.isEmpty, nextBatch < batchCount {
                let asked = ContinuousClock.now
                let outcome = work.waitForBatch(nextBatch)
                nextBatch += 1
                let now = ContinuousClock.now
                let made = try outcome.get()
                try account(for: made, waited: (now - asked) / .seconds(1), at: now)
                if let batch = made.batch {
                    nonisolated(unsafe) let sent = batch
                    return sent
                }
            }
            if !threads.isEmpty {
                // The last batch was in use until now.
                record.value.withLock { $0.seconds += (.now - counted) / .seconds(1) }
                try judge(atEnd: true)
            }
            cancel()
            return nil
        } catch {
            cancel()
            throw error
        }
    }

    /// Ends the epoch: waits for the samples being made, and for the threads.
    public func cancel() {
        work.stop()
        for thread in threads { thread.join() }
        threads = []
    }

    private func account(
        for made: MadeBatch<Batch>, waited: Double, at now: ContinuousClock.Instant
    ) throws {
        let newlySkipped = record.value.withLock { report in
            report.samples += made.sampleCount
            report.batches += made.batch == nil ? 0 : 1
            report.emptyBatches += made.batch == nil ? 1 : 0
            report.secondsWaited += waited
            report.seconds += (now - counted) / .seconds(1)
            return made.skipped.filter { report.skip($0) }
        }
        counted = now
        samples += made.sampleCount
        skipped += made.skipped
        if let onSkip = configuration.onSkip { try newlySkipped.forEach(onSkip) }
        try judge(atEnd: false)
    }

    /// A resumed epoch's rest may be too short to be judged at its end.
    private func judge(atEnd: Bool) throws {
        guard samples >= configuration.samplesBeforeJudgement || (atEnd && isWhole),
            Double(skipped.count) > configuration.toleratedBadShare * Double(samples)
        else { return }
        var rows: Set<Int> = []
        throw BadPhotographsError(
            photographs: skipped.filter { rows.insert($0.row).inserted }, skipped: skipped.count,
            samples: samples, tolerated: configuration.toleratedBadShare)
    }
}
