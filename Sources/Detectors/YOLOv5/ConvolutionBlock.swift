import Torch
import TorchNN

/// A convolution without bias, batch norm, and SiLU: the block that all of YOLOv5 is made of (`Conv`).
final class ConvolutionBlock: Module, Layer {
    private let convolution: Conv2d
    /// With the activation; `nil` once it is part of the convolution, which then has a bias.
    private let norm: BatchNorm?

    /// A block that keeps the size of the map at stride 1, unless `padding` says otherwise.
    init(
        _ inputChannels: Int, _ outputChannels: Int, kernelSize: Int = 1, stride: Int = 1,
        padding: Int? = nil, _ style: BlockStyle
    ) {
        convolution = Conv2d(
            inputChannels, outputChannels, kernelSize: Size2d(kernelSize), stride: Size2d(stride),
            padding: .zeros(Size2d(padding ?? kernelSize / 2)), hasBias: style.isFolded,
            generator: style.generator)
        norm =
            style.isFolded
            ? nil : BatchNorm(outputChannels, momentum: 0.03, epsilon: 1e-3, activation: .silu)
    }

    override var children: Named<Module> { ["conv": convolution, "bn": norm] }

    func callAsFunction(_ input: Tensor) -> Tensor { self(input, adding: nil) }

    /// The block's output, plus `other` where it is given.
    func callAsFunction(_ input: Tensor, adding other: Tensor?) -> Tensor {
        guard let norm else {
            return convolution.fused(input, activation: .silu, adding: other)
        }
        let output = norm(convolution(input))
        return other.map { output + $0 } ?? output
    }
}

extension ConvolutionBlock: NormFolding {
    var foldedNorms: [(layer: String, norm: String)] { [("conv", "bn")] }
}

/// What the blocks of one network have in common.
struct BlockStyle {
    /// Whether batch norms are part of the convolutions.
    let isFolded: Bool
    /// What weights are drawn from.
    let generator: Generator?
}
