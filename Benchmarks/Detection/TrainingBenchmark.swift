import ArgumentParser
import BenchmarkSupport
import Detectors
import Torch
import TorchNN

/// How many images a training step of YOLOv5 takes in per second, as `flukeprint detect train` makes it.
///
/// `Tools/Bench/yolov5.py training` makes the package's step from the same file.
struct TrainingBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "training", abstract: "Images per second of a detector's training step.")

    @Option(help: "The network: yolov5n, yolov5s, yolov5m, yolov5l or yolov5x.")
    var model = YOLOv5Size.nano

    @Option(help: "Images in a step.")
    var batch = 16

    @OptionGroup var measuring: MeasuringOptions

    private struct Row: Encodable {
        let measurement = "training"
        let model: String
        let size: Int
        let batch: Int
        let bfloat16: Bool
        /// The loss before the first step: the same as the peer's, if both train the same network.
        let firstLoss: Double
        let imagesPerSecond: Double
        let steps: [Double]
    }

    func run() throws {
        Runtime.threads = measuring.threads
        let example = try DetectionExample(model, batch: batch, measuring)
        let network = example.network
        network.train()
        network.to(memoryFormat: .channelsLast)
        let images = example.images.to(memoryFormat: .channelsLast)
        let loss = DetectionLoss(
            DetectionLoss.Settings().scaled(
                classCount: network.configuration.classCount, pixels: measuring.size))
        let optimizer = SGD(groups(of: network), momentum: 0.937, isNesterov: true)
        let average = ExponentialMovingAverage(
            of: network, decay: 0.9999, warmUp: .exponential(scale: 2000))
        func step() -> Double {
            let maps = autocast(enabled: measuring.bfloat16) { network(images) }
            let total = loss(
                maps.map { $0.to(.float32) }, example.targets,
                cellAnchors: network.head.cellAnchors
            ).total
            total.backward()
            clipGradientNorm(network.parameters, maximum: 10)
            optimizer.step()
            optimizer.zeroGrad()
            average.update()
            return total.item()
        }
        let firstLoss = step()
        let passes = TimedPasses(warmUp: measuring.warmUp, seconds: measuring.wantedSeconds) {
            _ = step()
        }
        try printLine(
            Row(
                model: model.rawValue, size: measuring.size, batch: batch,
                bfloat16: measuring.bfloat16, firstLoss: firstLoss,
                imagesPerSecond: Double(batch) / median(passes.seconds), steps: passes.seconds))
    }

    /// Weights that decay, norms that do not, and biases, as the published recipe has them.
    private func groups(of network: YOLOv5) -> [ParameterGroup] {
        let all = network.namedParameters
        return [
            ParameterGroup(
                all.filter { $0.element.rank > 1 }, learningRate: 0.01, weightDecay: 5e-4),
            ParameterGroup(
                all.filter { $0.element.rank == 1 && !$0.name.hasSuffix(".bias") },
                learningRate: 0.01),
            ParameterGroup(all.filter { $0.name.hasSuffix(".bias") }, learningRate: 0.01),
        ]
    }
}
