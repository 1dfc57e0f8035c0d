import ArgumentParser
import BenchmarkSupport
import Embedders
import Torch

/// How many images EfficientNet-B0, folded, classifies per second.
///
/// `Tools/Bench/efficientnet.py infer` does the same in other engines, from the same file.
struct InferenceBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inference", abstract: "Images per second of EfficientNet-B0, folded.")

    @Argument(help: "The weights, and the tensor images.")
    var file: String

    @Flag(help: "Compute convolutions and matrix products in bfloat16.")
    var autocast = false

    @Option(help: "Threads that one operator may use.")
    var threads = 2

    @Option(help: "Passes before the clock starts.")
    var warmUp = 3

    @Option(name: .customLong("seconds"), help: "Seconds that the measured passes take, about.")
    var wantedSeconds = 5.0

    private struct Row: Encodable {
        let measurement = "inference"
        let engine = "Flukeprint"
        let autocast: Bool
        /// The first image's scores: the peers', if all run the same network.
        let scores: [Double]
        let imagesPerSecond: Double
        /// Of all threads together.
        let processorMillisecondsPerImage: Double
        let passes: [Double]
    }

    func run() throws {
        Runtime.threads = threads
        var weights = try StateDictionary(contentsOf: file)
        guard let pictures = weights["images"] else {
            throw ValidationError("\(file) lacks images; efficientnet.py make writes it")
        }
        weights["images"] = nil
        weights["labels"] = nil
        let trained = EfficientNet(try Architecture(named: "tf_efficientnet_b0").network)
        try trained.load(weights)
        let network = trained.folded().to(memoryFormat: .channelsLast)
        let images = pictures.to(memoryFormat: .channelsLast)
        func pass() -> Tensor {
            noGrad {
                Torch.autocast(enabled: autocast) { network(images).to(.float32) }
            }
        }
        let scores = pass()[0].array(of: Double.self)
        let passes = TimedPasses(warmUp: warmUp, seconds: wantedSeconds) { _ = pass() }
        try printLine(
            Row(
                autocast: autocast, scores: scores,
                imagesPerSecond: Double(images.size(0)) / median(passes.seconds),
                processorMillisecondsPerImage: passes.processorSeconds * 1000
                    / Double(images.size(0)), passes: passes.seconds))
    }
}
