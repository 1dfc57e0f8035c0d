import Torch
import TorchNN

/// A convolution without bias, the batch norm behind it, and an activation.
///
/// Not a module: weight files name the convolution and the norm side by side, so that their owner lists both.
struct ConvolutionUnit {
    let convolution: Conv2d
    /// With the activation; `nil` once it is part of the convolution, which then has a bias.
    let norm: BatchNorm?
    let activation: Activation.Function

    /// The unit's output, plus `other` where it is given.
    func callAsFunction(_ input: Tensor, adding other: Tensor? = nil) -> Tensor {
        guard let norm else {
            return convolution.fused(input, activation: activation, adding: other)
        }
        let output = norm(convolution(input))
        return other.map { output + $0 } ?? output
    }
}

/// What the convolutions of one network have in common.
struct ConvolutionStyle {
    /// Whether padding follows TensorFlow's rule; else it is the same on all sides.
    let isSame: Bool
    /// Batch norm's ε.
    let epsilon: Double
    let activation: Activation.Function
    let isFolded: Bool
    /// What weights are drawn from.
    let generator: Generator?

    /// A convolution that keeps the size of the image at stride 1, with norm and activation.
    func unit(
        _ inputChannels: Int, _ outputChannels: Int, kernelSize: Int = 1, stride: Int = 1,
        groups: Int = 1, isActivated: Bool = true
    ) -> ConvolutionUnit {
        let activation = isActivated ? activation : .identity
        return ConvolutionUnit(
            convolution: Conv2d(
                inputChannels, outputChannels, kernelSize: Size2d(kernelSize),
                stride: Size2d(stride),
                padding: isSame ? .same : .zeros(Size2d(kernelSize / 2)), groups: groups,
                hasBias: isFolded, generator: generator),
            norm: isFolded
                ? nil : BatchNorm(outputChannels, epsilon: epsilon, activation: activation),
            activation: activation)
    }
}
