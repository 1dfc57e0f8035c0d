import ArgumentParser
import BenchmarkSupport
import Embedders
import Torch
import TorchNN

/// How many images a training step of EfficientNet-B0 takes in per second.
///
/// `Tools/Bench/efficientnet.py` does the same, and writes the file that both start from.
struct TrainingBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "training", abstract: "Images per second of EfficientNet-B0's training step.")

    /// The order of an image's elements in memory.
    enum Layout: String, ExpressibleByArgument, CaseIterable, Encodable {
        case contiguous
        case channelsLast = "channels-last"
    }

    @Argument(help: "The weights, and the tensors images and labels.")
    var file: String

    @Option(help: "The order of elements in memory: contiguous or channels-last.")
    var layout = Layout.channelsLast

    @Flag(help: "Compute convolutions and matrix products in bfloat16.")
    var autocast = false

    @Option(help: "Threads that one operator may use.")
    var threads = 2

    @Option(help: "Steps before the clock starts.")
    var warmUp = 2

    @Option(name: .customLong("seconds"), help: "Seconds that the measured steps take, about.")
    var wantedSeconds = 5.0

    private struct Row: Encodable {
        let measurement = "training"
        let layout: Layout
        let autocast: Bool
        /// The loss before the first step: the same as the peer's, if both train the same network.
        let firstLoss: Double
        let imagesPerSecond: Double
        let steps: [Double]
    }

    func run() throws {
        Runtime.threads = threads
        var weights = try StateDictionary(contentsOf: file)
        guard let pictures = weights["images"], let labels = weights["labels"] else {
            throw ValidationError("\(file) lacks images or labels; efficientnet.py make writes it")
        }
        weights["images"] = nil
        weights["labels"] = nil
        let format = layout == .contiguous ? MemoryFormat.contiguous : .channelsLast
        let network = EfficientNet(
            try Architecture(named: "tf_efficientnet_b0").network, dropout: 0, dropPath: 0)
        try network.load(weights)
        network.to(memoryFormat: format)
        let images = pictures.to(memoryFormat: format)
        let optimizer = AdamW([
            ParameterGroup(network.namedParameters, learningRate: 1e-3, weightDecay: 1e-2)
        ])
        func step() -> Tensor {
            let loss = Torch.autocast(enabled: autocast) {
                crossEntropy(network(images).to(.float32), labels)
            }
            loss.backward()
            optimizer.step()
            optimizer.zeroGrad()
            return loss
        }
        let firstLoss = step().item()
        let warm = seconds { for _ in 0..<warmUp { _ = step() } }
        let count = max(3, Int(wantedSeconds * Double(warmUp) / warm))
        let times = (0..<count).map { _ in seconds { _ = step() } }
        try printLine(
            Row(
                layout: layout, autocast: autocast, firstLoss: firstLoss,
                imagesPerSecond: Double(images.size(0)) / median(times), steps: times))
    }
}
