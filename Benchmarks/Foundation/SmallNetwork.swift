import Torch
import TorchNN

/// Three strided convolutions with batch norm and SiLU, pooling, and a classifier of 100 classes.
///
/// `Tools/Bench/step.py` holds the same network in PyTorch.
func smallNetwork(generator: Generator) -> Sequential {
    func block(_ inputs: Int, _ outputs: Int) -> [any Layer] {
        [
            Conv2d(
                inputs, outputs, kernelSize: 3, stride: 2, padding: .zeros(1), hasBias: false,
                generator: generator),
            BatchNorm(outputs), Activation(.silu),
        ]
    }
    return Sequential(
        block(3, 32) + block(32, 64) + block(64, 128) + [
            AdaptiveAveragePool2d(1), Flatten(), Linear(128, 100, generator: generator),
        ])
}
