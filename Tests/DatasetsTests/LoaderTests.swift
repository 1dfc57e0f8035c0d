import Foundation
import Imaging
import Synchronization
import Testing
import Torch

@testable import Datasets

@Suite struct LoaderTests {
    private func loader(
        _ source: DrawnSource, batchSize: Int = 8, workers: Int = 2,
        _ change: (inout LoaderConfiguration) -> Void = { _ in }
    ) -> Loader<DrawnSource, Tensor> {
        var configuration = LoaderConfiguration(seed: 9, workers: workers)
        change(&configuration)
        let sampler = ShuffledSampler(
            rows: 0..<source.count, batchSize: batchSize, lastBatch: .keep, seed: 2)
        return Loader(source, sampler, configuration) { stackedPixels($0) }
    }

    private func bytes(_ epoch: LoaderEpoch<DrawnSource, Tensor>) throws -> [[UInt8]] {
        var batches: [[UInt8]] = []
        while let batch = try epoch.next() { batches.append(batch.array(of: UInt8.self)) }
        return batches
    }

    @Test("Given any number of workers, then batches are the same, in the sampler's order")
    func workers() throws {
        let epochs = try [1, 2, 5].map { workers in
            let source = DrawnSource(count: 83, delays: true)
            return try bytes(loader(source, workers: workers).epoch(3))
        }
        #expect(epochs[0].count == 11)
        #expect(epochs[0].map(\.count) == Array(repeating: 8 * 48, count: 10) + [3 * 48])
        #expect(epochs[1] == epochs[0])
        #expect(epochs[2] == epochs[0])
    }

    @Test("Given another epoch or another run, then samples have other seeds, each its own")
    func seeds() throws {
        func seeds(_ epoch: Int, run: UInt64 = 9) throws -> Set<UInt64> {
            let source = DrawnSource(count: 40)
            _ = try bytes(loader(source) { $0.seed = run }.epoch(epoch))
            return Set(source.asked.map(\.seed))
        }
        let first = try seeds(0)
        #expect(first.count == 40)
        #expect(try seeds(0) == first)
        #expect(try seeds(1).isDisjoint(with: first))
        #expect(try seeds(0, run: 10).isDisjoint(with: first))
    }

    @Test("Given a stop after batch k, when the epoch is started there, then the rest is the same")
    func resume() throws {
        let source = DrawnSource(count: 50, badRows: [3, 7])
        let change: (inout LoaderConfiguration) -> Void = { $0.toleratedBadShare = 1 }
        let whole = try bytes(loader(source, change).epoch(1))
        for stop in 0...whole.count {
            let first = loader(source, change).epoch(1)
            for _ in 0..<stop { _ = try first.next() }
            let next = first.nextBatch
            first.cancel()
            let rest = loader(source, change).epoch(1, startingAt: next)
            #expect(try bytes(rest) == Array(whole[stop...]))
        }
    }

    @Test("Given a consumer that rests, then no more than the batches ahead are made")
    func bounded() throws {
        let source = DrawnSource(count: 800)
        let epoch = loader(source, workers: 5) { $0.batchesAhead = 3 }.epoch(0)
        for taken in 0..<3 {
            let limit = (taken + 3) * 8
            let end = ContinuousClock.now + .seconds(60)
            while source.asked.count < limit, .now < end { usleep(1000) }
            usleep(20_000)
            #expect(source.asked.count == limit)
            _ = try epoch.next()
        }
    }

    @Test("Given bad photographs, then they are skipped, told of once, and listed")
    func badPhotographs() throws {
        let source = DrawnSource(count: 64, badRows: [5, 11])
        let told = Mutex<[String]>([])
        let loader = loader(source) {
            $0.onSkip = { photograph in told.withLock { $0.append(photograph.path) } }
        }
        var sizes: [Int] = []
        for number in 0..<3 {
            let epoch = loader.epoch(number)
            while let batch = try epoch.next() {
                sizes.append(batch.shape[0])
                #expect(batch.shape[1...] == [4, 4, 3])
            }
        }
        let report = loader.report
        #expect(sizes.reduce(0, +) == 3 * 62)
        #expect(report.samples == 3 * 64 && report.batches == 24)
        #expect(report.skipped.map(\.row).sorted() == [5, 11])
        #expect(report.skipped.allSatisfy { $0.times == 3 && $0.reason.contains("cut short") })
        #expect(told.withLock { $0.sorted() } == ["11.jpg", "5.jpg"])
        #expect(abs(report.skippedShare - 2.0 / 64) < 1e-9)
        #expect("\(report)".contains("5.jpg: cut short (3 times)"))
        #expect(report.seconds >= report.secondsWaited && report.imagesPerSecond > 0)
    }

    @Test("Given more bad photographs than may be, then the error names them and says what to do")
    func tooManyBad() throws {
        let source = DrawnSource(count: 400, badRows: Set(0..<80))
        let loader = loader(source) { $0.samplesBeforeJudgement = 100 }
        let error = try #require(throws: BadPhotographsError.self) {
            try bytes(loader.epoch(0))
        }
        // Judged after the first batch that brings the count to 100.
        #expect(error.samples == 104)
        #expect(error.skipped == error.photographs.count)
        #expect(error.description.contains(error.photographs[0].path))
        #expect(error.description.contains("10 %") && error.description.contains("raise"))
    }

    @Test("Given a consumer who has enough of bad photographs, then the epoch ends with its error")
    func ownJudgement() throws {
        struct Enough: Error {}
        let told = Mutex(0)
        let loader = loader(DrawnSource(count: 40, badRows: [3, 9, 20])) {
            $0.toleratedBadShare = 1
            $0.onSkip = { _ in
                let count = told.withLock { count in
                    count += 1
                    return count
                }
                if count == 2 { throw Enough() }
            }
        }
        let epoch = loader.epoch(0)
        #expect(throws: Enough.self) { while try epoch.next() != nil {} }
        #expect(try epoch.next() == nil)
    }

    @Test("Given a short epoch, then its share is judged at its end, but not a resumed rest's")
    func judgedAtEnd() throws {
        let source = DrawnSource(count: 20, badRows: [1, 2, 3])
        #expect(throws: BadPhotographsError.self) { try bytes(loader(source).epoch(0)) }
        let rest = loader(source).epoch(0, startingAt: 1)
        #expect(try bytes(rest).count == 2)
        #expect(throws: Never.self) {
            try bytes(loader(source) { $0.toleratedBadShare = 0.15 }.epoch(0))
        }
    }

    @Test("Given photographs that go bad after many good epochs, then that epoch is stopped")
    func goneBad() throws {
        let good = loader(DrawnSource(count: 20))
        let isGone = Mutex(false)
        let source = FadingSource(good: good.source) { isGone.withLock { $0 } }
        let loader = Loader(source, good.sampler, good.configuration) { $0.count }
        for number in 0..<10 {
            let epoch = loader.epoch(number)
            while try epoch.next() != nil {}
        }
        isGone.withLock { $0 = true }
        let epoch = loader.epoch(10)
        let error = #expect(throws: BadPhotographsError.self) { while try epoch.next() != nil {} }
        #expect(error?.samples == 20 && error?.skipped == 20 && error?.photographs.count == 20)
    }

    @Test("Given a batch of which nothing is left, then it is not delivered")
    func emptyBatch() throws {
        let source = DrawnSource(count: 12)
        let plain = SequentialSampler(rows: 0..<12, batchSize: 4)
        let bad = DrawnSource(count: 12, badRows: [4, 5, 6, 7])
        var configuration = LoaderConfiguration(seed: 9)
        configuration.toleratedBadShare = 1
        let whole = try bytes(Loader(source, plain, configuration) { stackedPixels($0) }.epoch(0))
        let loader = Loader(bad, plain, configuration) { stackedPixels($0) }

        #expect(try bytes(loader.epoch(0)) == [whole[0], whole[2]])
        #expect(loader.report.emptyBatches == 1 && loader.report.batches == 2)
    }

    @Test("Given an error that is no photograph's, then it is thrown after what came before")
    func otherErrors() throws {
        for workers in [1, 5] {
            let source = DrawnSource(count: 40, wrongRows: [18, 23, 31], delays: true)
            let loader = Loader(
                source, SequentialSampler(rows: 0..<40, batchSize: 8),
                LoaderConfiguration(seed: 1, workers: workers)
            ) { stackedPixels($0) }
            let epoch = loader.epoch(0)
            for _ in 0..<2 { #expect(try epoch.next() != nil) }
            #expect(throws: DrawnSource.Mistake(row: 18)) { try epoch.next() }
            #expect(try epoch.next() == nil)
        }
    }

    @Test("Given a collate function that throws, then the consumer is told")
    func collateErrors() throws {
        let loader = Loader(
            DrawnSource(count: 8), SequentialSampler(rows: 0..<8, batchSize: 4),
            LoaderConfiguration(seed: 1)
        ) { _ -> Int in throw DrawnSource.Mistake(row: -1) }
        let epoch = loader.epoch(0)
        #expect(throws: DrawnSource.Mistake(row: -1)) { try epoch.next() }
    }

    @Test("Given a consumer that leaves early, then the threads end with it")
    func leaving() throws {
        for taken in 0..<4 {
            weak var held: DrawnSource?
            var asked = 0
            do {
                let source = DrawnSource(count: 10_000, delays: true)
                held = source
                do {
                    let epoch = loader(source, workers: 5).epoch(0)
                    for _ in 0..<taken { _ = try epoch.next() }
                }
                asked = source.asked.count
            }
            // Every thread holds the source for as long as it runs.
            #expect(held == nil)
            #expect(asked < 10_000)
        }
    }

    @Test("Given a cancelled epoch, then it is over, and nothing more is made")
    func cancelling() throws {
        let source = DrawnSource(count: 1000, delays: true)
        let epoch = loader(source).epoch(0)
        _ = try epoch.next()
        epoch.cancel()
        let asked = source.asked.count
        usleep(20_000)
        #expect(source.asked.count == asked)
        #expect(try epoch.next() == nil)
        epoch.cancel()
    }

    @Test("Given a collate function, then it runs on a worker and sees the samples in order")
    func collating() throws {
        let consumer = UInt(bitPattern: pthread_self().hashValue)
        let loader = Loader(
            DrawnSource(count: 30, delays: true), SequentialSampler(rows: 0..<30, batchSize: 6),
            LoaderConfiguration(seed: 1, workers: 3)
        ) { samples in
            (UInt(bitPattern: pthread_self().hashValue), samples.map { $0[0, 0].red })
        }
        let epoch = loader.epoch(0)
        let expected = try (0..<30).map { row in
            try DrawnSource(count: 30, delays: true).sample(
                SampleRequest(row: row, seed: SampleSeeds(run: 1, epoch: 0)[row]))[0, 0].red
        }
        var reds: [UInt8] = []
        while let (thread, batch) = try epoch.next() {
            #expect(thread != consumer)
            reds += batch
        }
        #expect(reds == expected)
    }

    @Test("Given several epochs at once, then each has its own batches")
    func severalEpochs() throws {
        let loader = loader(DrawnSource(count: 40, delays: true))
        let expected = try (0..<2).map { try bytes(loader.epoch($0)) }
        let epochs = (0..<2).map { loader.epoch($0) }
        for number in expected[0].indices {
            for epoch in 0..<2 {
                #expect(
                    try epochs[epoch].next()?.array(of: UInt8.self) == expected[epoch][number])
            }
        }
    }

    @Test("Given pictures, then they are stacked in order, rows and channels as they are")
    func stacking() {
        let images = (0..<3).map { number in
            PixelImage(
                copying: (0..<18).map { UInt8(number * 18 + $0) },
                size: ImageSize(width: 3, height: 2))
        }
        let batch = stackedPixels(images)
        #expect(batch.shape == [3, 2, 3, 3] && batch.dtype == .uint8)
        #expect(batch.array(of: UInt8.self) == (0..<54).map { UInt8($0) })
    }
}
