import Foundation

/// A batch as workers leave it.
struct MadeBatch<Batch>: @unchecked Sendable {
    // Unchecked: the collate function gave the batch away, and the consumer takes it out once.
    /// `nil` where every photograph was bad.
    let batch: Batch?
    /// Samples that were asked for.
    let sampleCount: Int
    let skipped: [SkippedPhotograph]
}

/// What the workers of an epoch share with its consumer: who makes which sample, and what is done.
final class LoaderWork<Source: SampleSource, Batch>: @unchecked Sendable {
    typealias Outcome = Result<MadeBatch<Batch>, any Error>

    let batches: [SampledBatch]
    private let source: Source
    private let ahead: Int
    private let seed: SampleSeeds
    private let collate: Loader<Source, Batch>.Collate

    private let condition = NSCondition()
    // Guarded by the condition.
    private var isStopped = false
    /// Batches up to this one are made: the one that the consumer waits for, and those ahead.
    private var window: Int
    private var next: (batch: Int, sample: Int)
    private var samples: [Int: [Result<Source.Sample, any Error>?]] = [:]
    private var missing: [Int: Int] = [:]
    private var outcomes: [Int: Outcome] = [:]

    init(
        source: Source, batches: [SampledBatch], first: Int, ahead: Int, seed: SampleSeeds,
        collate: @escaping Loader<Source, Batch>.Collate
    ) {
        self.source = source
        self.batches = batches
        self.ahead = ahead
        self.seed = seed
        self.collate = collate
        next = (first, 0)
        window = first + ahead
    }

    /// A worker's life.
    func run() {
        while let place = takeSample() {
            let batch = batches[place.batch]
            let request = SampleRequest(
                row: batch.rows[place.sample], seed: seed[batch.firstPosition + place.sample])
            let sample = Result { try source.sample(request) }
            guard let whole = hand(over: sample, place) else { continue }
            let outcome = Result { try assemble(batch, whole) }
            condition.withLock {
                outcomes[place.batch] = outcome
                condition.broadcast()
            }
        }
    }

    /// Waits until a batch is made, and makes room for another.
    func waitForBatch(_ batch: Int) -> Outcome {
        condition.withLock {
            while true {
                if let outcome = outcomes.removeValue(forKey: batch) {
                    window = batch + 1 + ahead
                    condition.broadcast()
                    return outcome
                }
                condition.wait()
            }
        }
    }

    /// Lets workers end after the samples that they are at.
    func stop() {
        condition.withLock {
            isStopped = true
            condition.broadcast()
        }
    }

    private func takeSample() -> (batch: Int, sample: Int)? {
        condition.withLock {
            while true {
                guard !isStopped, next.batch < batches.count else { return nil }
                if next.batch < window { break }
                condition.wait()
            }
            let taken = next
            let count = batches[taken.batch].rows.count
            if taken.sample == 0 {
                samples[taken.batch] = Array(repeating: nil, count: count)
                missing[taken.batch] = count
            }
            next =
                taken.sample + 1 < count
                ? (taken.batch, taken.sample + 1) : (taken.batch + 1, 0)
            return taken
        }
    }

    /// - Returns: All of the batch, if this was the last that it lacked.
    private func hand(
        over sample: Result<Source.Sample, any Error>, _ place: (batch: Int, sample: Int)
    ) -> [Result<Source.Sample, any Error>]? {
        condition.withLock {
            samples[place.batch]?[place.sample] = sample
            missing[place.batch, default: 1] -= 1
            guard missing[place.batch] == 0 else { return nil }
            missing[place.batch] = nil
            return samples.removeValue(forKey: place.batch)?.compactMap { $0 }
        }
    }

    /// - Throws: The first error that is no photograph's fault.
    private func assemble(
        _ planned: SampledBatch, _ results: [Result<Source.Sample, any Error>]
    ) throws -> MadeBatch<Batch> {
        var samples: [Source.Sample] = []
        var skipped: [SkippedPhotograph] = []
        samples.reserveCapacity(results.count)
        for (row, result) in zip(planned.rows, results) {
            switch result {
            case .success(let sample): samples.append(sample)
            case .failure(let error):
                guard let bad = SkippedPhotograph(row: row, error: error) else { throw error }
                skipped.append(bad)
            }
        }
        let batch: Batch? = samples.isEmpty ? nil : try collate(samples)
        return MadeBatch(batch: batch, sampleCount: results.count, skipped: skipped)
    }
}
