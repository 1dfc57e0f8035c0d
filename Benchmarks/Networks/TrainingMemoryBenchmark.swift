import ArgumentParser
import BenchmarkSupport
import Embedders
import Torch
import TorchNN

/// What one training step of a whole embedder takes: memory and time.
///
/// The step is the reference's: backbone, DOLG, embedding, ArcFace, backward and AdamW, on noise.
struct TrainingMemoryBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "training-memory",
        abstract: "Memory and time of an embedder's training steps.")

    @Option(help: "The backbone, as `flukeprint model list` names it.")
    var arch = "tf_efficientnet_b7"

    @Option(help: "Rows and columns of the images.")
    var size = 640

    @Option(help: "Images in a step; batch norms of vectors keep their statistics at 1.")
    var batch = 1

    @Option(help: "Individuals.")
    var classes = 15_587

    @Option(help: "Numbers in an embedding.")
    var width = 2048

    @Flag(help: "Compute convolutions and matrix products in bfloat16.")
    var autocast = false

    @Option(help: "Steps; the first makes the optimizer's moments, so 2 see the peak.")
    var steps = 2

    private struct Row: Encodable {
        let measurement = "training-memory"
        let arch: String
        let size: Int
        let batch: Int
        let classes: Int
        let autocast: Bool
        /// Numbers that are learned, in millions.
        let millionParameters: Double
        /// Before the first step, with the weights.
        let weightsMegabytes: Double
        let peakMegabytes: Double
        let losses: [Double]
        let steps: [Double]
    }

    func run() throws {
        let generator = Generator(seed: 1)
        let architecture = try Architecture(named: arch)
        let embedder = Embedder(
            EmbedderConfiguration(architecture, width: width), generator: generator)
        let head = HeadConfiguration().head(
            counts: Array(repeating: 3, count: classes), width: width, generator: generator)
        embedder.to(memoryFormat: .channelsLast)
        if batch == 1 {
            for (_, module) in embedder.neck.namedModules where module is BatchNorm {
                module.eval()
            }
        }
        let named = embedder.namedParameters + head.namedParameters
        let optimizer = AdamW([ParameterGroup(named, learningRate: 1e-4)])
        let images = Tensor.randn([batch, 3, size, size], generator: generator)
            .to(memoryFormat: .channelsLast)
        let targets = Targets(Tensor(Array(0..<batch)))
        let weights = try residentMegabytes()
        var losses: [Double] = []
        let times = (0..<steps).map { _ in
            seconds {
                let loss = head.loss(
                    Torch.autocast(enabled: autocast) { embedder(images) }, targets)
                loss.backward()
                optimizer.step()
                optimizer.zeroGrad()
                losses.append(loss.item())
            }
        }
        try printLine(
            Row(
                arch: arch, size: size, batch: batch, classes: classes, autocast: autocast,
                millionParameters: Double(named.reduce(0) { $0 + $1.element.count }) / 1e6,
                weightsMegabytes: weights, peakMegabytes: try peakResidentMegabytes(),
                losses: losses, steps: times))
    }
}
