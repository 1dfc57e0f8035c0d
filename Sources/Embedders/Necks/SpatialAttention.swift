import Torch
import TorchNN

/// DOLG's self-attention (arXiv 2108.02927, section 3.3): each pixel's features, made as long as the pixel matters.
///
/// A 1×1 convolution and batch norm give the features; a second 1×1 convolution of their ReLU gives one score per
/// pixel, by softplus.
final class SpatialAttention: Module, Layer {
    private let convolution: Conv2d
    /// `nil` once it is part of the convolution.
    private let norm: BatchNorm?
    private let score: Conv2d

    init(_ channels: Int, isFolded: Bool, generator: Generator?) {
        convolution = Conv2d(
            channels, channels, kernelSize: 1, hasBias: isFolded, generator: generator)
        norm = isFolded ? nil : BatchNorm(channels)
        score = Conv2d(channels, 1, kernelSize: 1, generator: generator)
    }

    override var children: Named<Module> { ["conv": convolution, "bn": norm, "score": score] }

    func callAsFunction(_ input: Tensor) -> Tensor {
        let projected = convolution.fused(input)
        let features = norm.map { $0(projected) } ?? projected
        let attention = score.fused(features.relu()).widened().softplus()
        return features.widened().normalized(1) * attention
    }
}

extension SpatialAttention: NormFolding {
    var foldedNorms: [(layer: String, norm: String)] { [("conv", "bn")] }
}
