import Torch
import TorchNN

/// A small network from photographs, `[N, 1, H, W]`, to embeddings of length 1, `[N, width]`.
final class FinEmbedder: Module, Layer {
    private let stages: Sequential
    private let pooling: AdaptiveAveragePool2d
    private let projection: Linear
    private let norm: BatchNorm

    init(width: Int, generator: Generator) {
        let channels = [1, 24, 48, 96, 128]
        stages = Sequential(
            zip(channels, channels.dropFirst()).flatMap { inputs, outputs -> [any Layer] in
                [
                    Conv2d(
                        inputs, outputs, kernelSize: 3, stride: 2, padding: .zeros(1),
                        hasBias: false, generator: generator),
                    BatchNorm(outputs), Activation(.silu),
                ]
            })
        pooling = AdaptiveAveragePool2d(4)
        projection = Linear(channels[4] * 16, width, hasBias: false, generator: generator)
        norm = BatchNorm(width)
    }

    override var children: Named<Module> {
        ["stages": stages, "projection": projection, "norm": norm]
    }

    func callAsFunction(_ photographs: Tensor) -> Tensor {
        norm(projection(pooling(stages(photographs)).flatten(1))).normalized()
    }
}
