import Torch
import TorchNN

/// A network whose training step takes about half a second for 32 pictures of 224 pixels on two cores:
/// nine convolutions with batch norm and SiLU, pooling, and a classifier of 200 classes.
func feedingNetwork(generator: Generator) -> Sequential {
    func block(_ inputs: Int, _ outputs: Int, stride: Int) -> [any Layer] {
        [
            Conv2d(
                inputs, outputs, kernelSize: 3, stride: Size2d(stride), padding: .zeros(1),
                hasBias: false, generator: generator),
            BatchNorm(outputs), Activation(.silu),
        ]
    }
    let stages = [(3, 24), (24, 48), (48, 96), (96, 192), (192, 384)]
    let layers = stages.flatMap { inputs, outputs in
        block(inputs, outputs, stride: 2)
            + (inputs > 3 ? block(outputs, outputs, stride: 1) : [])
    }
    return Sequential(
        layers + [AdaptiveAveragePool2d(1), Flatten(), Linear(384, 200, generator: generator)])
}

/// Trains the network on batches of `uint8` pictures, `[N, H, W, 3]`.
struct FeedingStep {
    private let network: Sequential
    private let optimizer: AdamW

    init() {
        network = feedingNetwork(generator: Generator(seed: 2)).to(memoryFormat: .channelsLast)
        optimizer = AdamW([
            ParameterGroup(network.namedParameters, learningRate: 1e-3, weightDecay: 1e-2)
        ])
    }

    func callAsFunction(_ pictures: Tensor) {
        let images = pictures.permute(0, 3, 1, 2).to(dtype: .float32) / 255
        let labels = Tensor.zeros([pictures.shape[0]], dtype: .int64)
        crossEntropy(network(images), labels).backward()
        optimizer.step()
        optimizer.zeroGrad()
    }
}
