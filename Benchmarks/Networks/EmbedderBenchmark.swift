import ArgumentParser
import BenchmarkSupport
import Embedders
import Torch

/// How many images an embedder, folded, embeds per second when they are there: what `flukeprint embed` could reach.
struct EmbedderBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "embedder", abstract: "Images per second of an embedder alone.")

    @Argument(help: "A file of train or make-embedder.")
    var file: String

    @Flag(help: "Compute convolutions and matrix products in bfloat16.")
    var bfloat16 = false

    @Flag(help: "Wait by spinning, as `flukeprint embed --exclusive` does.")
    var exclusive = false

    @Option(help: "Images in a batch.")
    var batch = 32

    @Option(help: "Threads that one operator may use; those of `flukeprint embed` by default.")
    var threads: Int?

    @Option(help: "Passes before the clock starts.")
    var warmUp = 2

    @Option(name: .customLong("seconds"), help: "Seconds that the measured passes take, about.")
    var wantedSeconds = 5.0

    private struct Row: Encodable {
        let measurement = "embedder"
        let bfloat16: Bool
        let imagesPerSecond: Double
        /// Of all threads together.
        let processorMillisecondsPerImage: Double
        let passes: [Double]
    }

    func run() throws {
        if !exclusive { Runtime.shareProcessors() }
        if let threads { Runtime.threads = threads }
        let embedder = try Embedder(contentsOf: file).folded().to(memoryFormat: .channelsLast)
        let input = embedder.configuration.preprocessing
        let images = Tensor.randn([batch, 3, input.height, input.width])
            .to(memoryFormat: .channelsLast)
        let passes = TimedPasses(warmUp: warmUp, seconds: wantedSeconds) {
            noGrad { autocast(enabled: bfloat16) { _ = embedder(images) } }
        }
        try printLine(
            Row(
                bfloat16: bfloat16, imagesPerSecond: Double(batch) / median(passes.seconds),
                processorMillisecondsPerImage: passes.processorSeconds * 1000 / Double(batch),
                passes: passes.seconds))
    }
}
