import ArgumentParser
import BenchmarkSupport
import Datasets

/// How many photographs a loader feeds when nothing else is at work.
struct FeedBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feed", abstract: "Images per second of the loader alone.")

    @OptionGroup var options: LoadingOptions

    @Option(help: "Epochs; the median counts.")
    var epochs = 3

    private struct Row: Encodable {
        let measurement = "feed"
        let workers: Int
        let niceness: Int
        let images: Int
        let imagesPerSecond: Double
        /// Of one processor.
        let millisecondsPerImage: Double
        let epochs: [Double]
    }

    func run() throws {
        let source = try options.source()
        let loader = options.loader(source)
        var images = 0
        let rates = try (0..<epochs).map { number in
            var count = 0
            let time = try seconds {
                let epoch = loader.epoch(number)
                while let batch = try epoch.next() { count += batch.shape[0] }
            }
            images += count
            return Double(count) / time
        }
        try printLine(
            Row(
                workers: options.workers, niceness: options.niceness, images: images,
                imagesPerSecond: median(rates),
                millisecondsPerImage: source.processorSeconds * 1000 / Double(images),
                epochs: rates))
    }
}
