import ArgumentParser
import BenchmarkSupport
import Datasets
import Foundation
import Torch

/// What feeding costs a training step on the same cores.
struct BesideBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "beside",
        abstract: "Training steps fed by the loader, in turns with steps on a batch that is there.")

    @OptionGroup var options: LoadingOptions

    @Option(help: "Threads that one operator may use.")
    var threads = 2

    @Flag(
        inversion: .prefixedNo,
        help: "Let operators' threads wait with less spinning, as training does.")
    var shares = true

    @Option(help: "How often the two are measured, in turns; medians count.")
    var rounds = 5

    @Option(help: "Steps in a round.")
    var steps = 5

    private struct Row: Encodable {
        let measurement = "beside"
        let workers: Int
        let niceness: Int
        let threads: Int
        let sharesProcessors: Bool
        let spinCount: String
        /// Of a step on a batch that is there.
        let fixedSeconds: Double
        /// Of a step and the wait for its batch.
        let fedSeconds: Double
        /// Fed over fixed, the median of pairs.
        let slowdown: Double
        /// What the loader's own work would slow it down if cores were shared without loss.
        let leastSlowdown: Double
        /// The share of fed time that was spent waiting.
        let waitShare: Double
        let slowdowns: [Double]
        /// What other programs took of the processors in each round: beside them timings mean little.
        let foreignShares: [Double]
    }

    func run() throws {
        Runtime.threads = threads
        if shares { Runtime.shareProcessors() }
        let source = try options.source()
        let loader = options.loader(source)
        let step = try FeedingStep()
        var number = 0
        var epoch = loader.epoch(number)
        func batch() throws -> Tensor {
            while true {
                if let batch = try epoch.next() { return batch }
                number += 1
                epoch = loader.epoch(number)
            }
        }
        let fixed = try batch()
        for _ in 0..<3 { step(try batch()) }

        var fixedTimes: [Double] = []
        var fedTimes: [Double] = []
        var waits: [Double] = []
        var work: [Double] = []
        var foreignShares: [Double] = []
        for _ in 0..<rounds {
            // The batches ahead are made by now, so that the workers rest.
            Thread.sleep(forTimeInterval: 0.5)
            let load = ForeignLoad()
            let alone = seconds { for _ in 0..<steps { step(fixed) } }
            // Those made ahead shall not count as fed.
            for _ in 0..<options.ahead { step(try batch()) }
            let before = source.processorSeconds
            var waited = 0.0
            let fed = try seconds {
                for _ in 0..<steps {
                    var next = fixed
                    waited += try seconds { next = try batch() }
                    step(next)
                }
            }
            foreignShares.append(load.share)
            fixedTimes.append(alone / Double(steps))
            fedTimes.append(fed / Double(steps))
            waits.append(waited / fed)
            work.append((source.processorSeconds - before) / Double(steps))
        }
        let slowdowns = zip(fedTimes, fixedTimes).map { $0 / $1 }
        let cores = Double(ProcessInfo.processInfo.activeProcessorCount)
        try printLine(
            Row(
                workers: options.workers, niceness: options.niceness, threads: threads,
                sharesProcessors: shares,
                spinCount: ProcessInfo.processInfo.environment["GOMP_SPINCOUNT"] ?? "default",
                fixedSeconds: median(fixedTimes), fedSeconds: median(fedTimes),
                slowdown: median(slowdowns),
                leastSlowdown: 1 + median(work) / cores / median(fixedTimes),
                waitShare: median(waits), slowdowns: slowdowns, foreignShares: foreignShares))
    }
}
