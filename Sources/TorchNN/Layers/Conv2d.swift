import Torch

/// A convolution over images, `[N, inputChannels, H, W]` to `[N, outputChannels, H′, W′]`.
///
/// Weights are drawn as PyTorch draws them: uniform within ±1/√(fan in).
public final class Conv2d: Module, Layer {
    /// What surrounds the image.
    public enum Padding: Hashable, Sendable, ExpressibleByIntegerLiteral {
        /// That many zeros on each side.
        case zeros(Size2d)
        /// As many zeros as make the output's size the input's over the stride, rounded up; where
        /// they are odd, the extra one comes at the bottom and right. TensorFlow's rule.
        case same

        /// That many zeros on all sides.
        public init(integerLiteral side: Int) {
            self = .zeros(Size2d(side))
        }
    }

    /// `[outputChannels, inputChannels / groups, height, width]`.
    public let weight: Tensor
    /// `[outputChannels]`.
    public let bias: Tensor?
    /// The step between neighbouring outputs.
    public let stride: Size2d
    /// What surrounds the image.
    public let padding: Padding
    /// The distance between neighbouring inputs of one output.
    public let dilation: Size2d
    /// Parts that channels are split into, each convolved on its own.
    public let groups: Int

    /// A convolution with fresh weights.
    public init(
        _ inputChannels: Int, _ outputChannels: Int, kernelSize: Size2d, stride: Size2d = 1,
        padding: Padding = .zeros(0), dilation: Size2d = 1, groups: Int = 1, hasBias: Bool = true,
        generator: Generator? = nil
    ) {
        precondition(
            inputChannels % groups == 0 && outputChannels % groups == 0,
            "\(groups) groups do not divide \(inputChannels) and \(outputChannels) channels")
        let shape = [outputChannels, inputChannels / groups] + kernelSize.dimensions
        let bound = 1 / Double(shape[1] * shape[2] * shape[3]).squareRoot()
        weight = Tensor.empty(shape).initialize(
            .kaimingUniform(slope: 5.0.squareRoot()), generator: generator)
        bias =
            hasBias
            ? Tensor.empty([outputChannels]).initialize(
                .uniform(from: -bound, to: bound), generator: generator)
            : nil
        weight.requiresGrad = true
        bias?.requiresGrad = true
        self.stride = stride
        self.padding = padding
        self.dilation = dilation
        self.groups = groups
    }

    override public var ownParameters: Named<Tensor> { ["weight": weight, "bias": bias] }

    /// `[N, inputChannels, H, W]` to `[N, outputChannels, H′, W′]`.
    public func callAsFunction(_ input: Tensor) -> Tensor {
        let (top, bottom) = sides(
            \.height, input.size(-2), kernel: weight.size(2))
        let (left, right) = sides(\.width, input.size(-1), kernel: weight.size(3))
        if isDepthwise {
            return input.depthwiseConv2d(
                weight, stride: stride.height, padding: (top, bottom, left, right))
        }
        if top == bottom && left == right {
            return convolve(input, padding: (top, left))
        }
        return convolve(input.pad([left, right, top, bottom]), padding: (0, 0))
    }

    /// One square kernel per channel and nothing else.
    private var isDepthwise: Bool {
        groups > 1 && groups == weight.size(0) && weight.size(1) == 1 && bias == nil
            && dilation == 1 && stride.height == stride.width && weight.size(2) == weight.size(3)
    }

    private func convolve(_ input: Tensor, padding: (Int, Int)) -> Tensor {
        input.conv2d(
            weight, bias: bias, stride: (stride.height, stride.width), padding: padding,
            dilation: (dilation.height, dilation.width), groups: groups)
    }

    /// Zeros before and after along one direction.
    private func sides(
        _ direction: KeyPath<Size2d, Int>, _ extent: Int, kernel: Int
    ) -> (before: Int, after: Int) {
        switch padding {
        case .zeros(let size): (size[keyPath: direction], size[keyPath: direction])
        case .same:
            samePadding(extent, kernel, stride[keyPath: direction], dilation[keyPath: direction])
        }
    }

    /// Zeros before and after along one dimension, by TensorFlow's rule.
    private func samePadding(
        _ extent: Int, _ kernel: Int, _ stride: Int, _ dilation: Int
    ) -> (before: Int, after: Int) {
        let outputs = (extent + stride - 1) / stride
        let total = max((outputs - 1) * stride + (kernel - 1) * dilation + 1 - extent, 0)
        return (total / 2, total - total / 2)
    }
}
