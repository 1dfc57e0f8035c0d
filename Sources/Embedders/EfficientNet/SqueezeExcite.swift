import Torch
import TorchNN

/// Squeeze-and-excitation (arXiv 1709.01507): channels weighed by what all of them show on average.
final class SqueezeExcite: Module, Layer {
    private let reduce: Conv2d
    private let expand: Conv2d
    private let activation: Activation.Function

    init(_ channels: Int, squeezedChannels: Int, _ style: ConvolutionStyle) {
        reduce = Conv2d(channels, squeezedChannels, kernelSize: 1, generator: style.generator)
        expand = Conv2d(squeezedChannels, channels, kernelSize: 1, generator: style.generator)
        activation = style.activation
    }

    override var children: Named<Module> { ["conv_reduce": reduce, "conv_expand": expand] }

    func callAsFunction(_ input: Tensor) -> Tensor {
        let squeezed = activation(reduce(input.mean(2, 3, keepDimensions: true)))
        return input * expand(squeezed).sigmoid()
    }
}
