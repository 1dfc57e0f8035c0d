import ArgumentParser
import Torch
import TorchNN

/// What a training step works on.
struct TrainingOptions: ParsableArguments {
    /// The order of an image's elements in memory.
    enum Layout: String, ExpressibleByArgument, CaseIterable, Encodable {
        case contiguous
        case channelsLast = "channels-last"

        var format: MemoryFormat { self == .contiguous ? .contiguous : .channelsLast }
    }

    @Option(help: "Images per step.")
    var batch = 32

    @Option(help: "The images' height and width.")
    var size = 64

    @Option(help: "The order of elements in memory: contiguous or channels-last.")
    var layout = Layout.contiguous

    @Flag(help: "Compute convolutions and matrix products in bfloat16.")
    var autocast = false

    @Option(help: "Threads that one operator may use.")
    var threads = 2
}

/// A small network that learns one batch of noise by heart.
///
/// The same seed gives the same images, labels and weights as in `Tools/Bench/step.py`.
struct Training {
    private let images: Tensor
    private let labels: Tensor
    private let network: Sequential
    private let optimizer: AdamW
    private let autocasts: Bool

    init(_ options: TrainingOptions) {
        Runtime.threads = options.threads
        let generator = Generator(seed: 2)
        images = Tensor.randn(
            [options.batch, 3, options.size, options.size], generator: generator
        ).to(memoryFormat: options.layout.format)
        labels = Tensor.randint(0..<100, [options.batch], generator: generator)
        network = smallNetwork(generator: generator).to(memoryFormat: options.layout.format)
        optimizer = AdamW([
            ParameterGroup(network.namedParameters, learningRate: 1e-3, weightDecay: 1e-2)
        ])
        autocasts = options.autocast
    }

    /// Forward, loss, backward, optimizer.
    ///
    /// - Returns: the loss, one element.
    @discardableResult
    func step() -> Tensor {
        let loss =
            autocasts
            ? autocast { crossEntropy(network(images), labels) }
            : crossEntropy(network(images), labels)
        loss.backward()
        optimizer.step()
        optimizer.zeroGrad()
        return loss
    }
}
