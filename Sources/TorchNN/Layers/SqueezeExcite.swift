import Torch

/// Squeeze-and-excitation (arXiv 1709.01507): channels weighed by what all of them show on average,
/// `[N, C, H, W]` to the same.
public final class SqueezeExcite: Module, Layer {
    private let reduce: Conv2d
    private let expand: Conv2d
    private let activation: Activation.Function

    /// A layer that narrows `channels` to `squeezedChannels` and widens them again.
    public init(
        _ channels: Int, squeezedChannels: Int, activation: Activation.Function = .relu,
        generator: Generator? = nil
    ) {
        reduce = Conv2d(channels, squeezedChannels, kernelSize: 1, generator: generator)
        expand = Conv2d(squeezedChannels, channels, kernelSize: 1, generator: generator)
        self.activation = activation
    }

    override public var children: Named<Module> { ["conv_reduce": reduce, "conv_expand": expand] }

    /// The weighed channels, of the input's shape.
    public func callAsFunction(_ input: Tensor) -> Tensor {
        if let fused = activation.fused, let narrow = reduce.bias, let wide = expand.bias {
            return input.squeezeExcite(
                reduce: (reduce.weight, narrow), expand: (expand.weight, wide), activation: fused)
        }
        let squeezed = activation(reduce(input.mean(2, 3, keepDimensions: true)))
        return input * expand(squeezed).sigmoid()
    }
}
