import ArgumentParser
import BenchmarkSupport
import Datasets
import Dispatch
import Foundation
import Imaging

/// What decoding photographs and augmenting them costs.
struct AugmentBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "augment",
        abstract: "Photographs of a data set per second, decoded and augmented.")

    @Argument(help: "A data set that `flukeprint dataset` reads.")
    var path: String

    @Option(help: "happywhale, mild, yolov5 or none.")
    var preset = "happywhale"

    @Option(help: "How many photographs.")
    var count = 1_000

    @Option(help: "How many threads.")
    var threads = 1

    private struct Result: Encodable {
        let measurement = "augment"
        let preset: String
        let threads: Int
        let photographsPerSecond: Double
        let decodedPerSecond: Double
        /// Of all threads, per photograph: what a busy machine does not change.
        let processorMilliseconds: Double
        let processorMillisecondsOfDecoding: Double
    }

    func run() throws {
        guard let preset = AugmentationPreset(rawValue: preset) else {
            throw ValidationError("--preset is happywhale, mild, yolov5 or none.")
        }
        let table = try Dataset(contentsOf: path).table
        let pictures = PictureFiles(table)
        let source = AugmentedPhotographs(
            table: table, pictures: pictures, pipeline: preset.pipeline())
        let decoding = parallel { row, _ in _ = try pictures.picture(at: row % table.count) }
        let all = parallel { row, seed in
            _ = try source.sample(SampleRequest(row: row % table.count, seed: seed))
        }
        try printLine(
            Result(
                preset: preset.rawValue, threads: threads,
                photographsPerSecond: Double(count) / all.seconds,
                decodedPerSecond: Double(count) / decoding.seconds,
                processorMilliseconds: all.processorSeconds / Double(count) * 1_000,
                processorMillisecondsOfDecoding: decoding.processorSeconds / Double(count) * 1_000))
    }

    /// Seconds that all photographs take; those that cannot be read cost their time.
    private func parallel(
        _ body: @Sendable @escaping (_ row: Int, _ seed: UInt64) throws -> Void
    ) -> (seconds: Double, processorSeconds: Double) {
        let (count, threads) = (count, threads)
        let start = clock()
        let seconds = seconds {
            DispatchQueue.concurrentPerform(iterations: threads) { thread in
                for row in stride(from: thread, to: count, by: threads) {
                    try? body(row, UInt64(row))
                }
            }
        }
        return (seconds, Double(clock() - start) / Double(CLOCKS_PER_SEC))
    }
}
