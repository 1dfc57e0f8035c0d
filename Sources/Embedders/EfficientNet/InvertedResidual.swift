import Torch
import TorchNN

/// The mobile inverted bottleneck (arXiv 1801.04381): a 1×1 convolution that widens, unless the expansion is 1, a
/// depthwise one, squeeze-and-excitation, and a 1×1 convolution that narrows.
///
/// A block that changes neither size nor channels adds its input to its output.
final class InvertedResidual: Module, Layer {
    private let expansion: ConvolutionUnit?
    private let depthwise: ConvolutionUnit
    private let excitation: SqueezeExcite?
    private let projection: ConvolutionUnit
    /// `nil` where the input is not added.
    private let dropPath: DropPath?

    init(_ shape: EfficientNetConfiguration.Block, _ style: ConvolutionStyle, dropPath: Double) {
        let inner = shape.innerChannels
        expansion = shape.expansion == 1 ? nil : style.unit(shape.inputChannels, inner)
        depthwise = style.unit(
            inner, inner, kernelSize: shape.kernelSize, stride: shape.stride, groups: inner)
        excitation =
            shape.squeezedChannels == 0
            ? nil
            : SqueezeExcite(
                inner, squeezedChannels: shape.squeezedChannels, activation: style.activation,
                generator: style.generator)
        projection = style.unit(inner, shape.outputChannels, isActivated: false)
        let isResidual = shape.stride == 1 && shape.inputChannels == shape.outputChannels
        self.dropPath = isResidual ? DropPath(dropPath) : nil
    }

    override var children: Named<Module> {
        guard let expansion else {
            return [
                "conv_dw": depthwise.convolution, "bn1": depthwise.norm, "se": excitation,
                "conv_pw": projection.convolution, "bn2": projection.norm, "drop_path": dropPath,
            ]
        }
        return [
            "conv_pw": expansion.convolution, "bn1": expansion.norm,
            "conv_dw": depthwise.convolution, "bn2": depthwise.norm, "se": excitation,
            "conv_pwl": projection.convolution, "bn3": projection.norm,
            "drop_path": dropPath,
        ]
    }

    func callAsFunction(_ input: Tensor) -> Tensor {
        var map = depthwise(expansion.map { $0(input) } ?? input)
        if let excitation { map = excitation(map) }
        guard let dropPath else { return projection(map) }
        return dropPath.isDropping
            ? dropPath(projection(map)) + input : projection(map, adding: input)
    }
}

extension InvertedResidual: NormFolding {
    var foldedNorms: [(layer: String, norm: String)] {
        expansion == nil
            ? [("conv_dw", "bn1"), ("conv_pw", "bn2")]
            : [("conv_pw", "bn1"), ("conv_dw", "bn2"), ("conv_pwl", "bn3")]
    }
}
