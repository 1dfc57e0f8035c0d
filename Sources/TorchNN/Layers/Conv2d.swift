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
    private let packedWeights = PackedWeights()

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
        if isDepthwise { return depthwise(input, .identity) }
        let (image, padding) = padded(input)
        return convolve(image, padding: padding)
    }

    /// `activation(convolution)`, plus `other` where it is given.
    ///
    /// On the CPU, for images in channels-last order, and where nothing is recorded, it is one operator, for which weights
    /// are kept in an order of its own.
    public func fused(
        _ input: Tensor, activation: Activation.Function = .identity, adding other: Tensor? = nil
    ) -> Tensor {
        guard let function = activation.fused else {
            return sum(activation(self(input)), other)
        }
        if isDepthwise { return sum(depthwise(input, function), other) }
        return packed(input, function, adding: other) ?? sum(activation(self(input)), other)
    }

    private func sum(_ output: Tensor, _ other: Tensor?) -> Tensor {
        other.map { output + $0 } ?? output
    }

    /// One square kernel per channel and nothing else.
    private var isDepthwise: Bool {
        groups > 1 && groups == weight.size(0) && weight.size(1) == 1 && dilation == 1
            && stride.height == stride.width && weight.size(2) == weight.size(3)
    }

    private func depthwise(_ input: Tensor, _ activation: FusedActivation) -> Tensor {
        let ((top, bottom), (left, right)) = sides(of: input)
        return input.depthwiseConv2d(
            weight, bias: bias, stride: stride.height, padding: (top, bottom, left, right),
            activation: activation)
    }

    /// `nil` where it cannot be one operator.
    private func packed(
        _ input: Tensor, _ activation: FusedActivation, adding other: Tensor?
    ) -> Tensor? {
        guard !isGradEnabled, input.device == .cpu, input.rank == 4, input.count > 0,
            input.isContiguous(.channelsLast)
        else { return nil }
        let shorter = input.dtype == .float64 ? nil : autocastType(on: .cpu)
        let dtype = shorter ?? input.dtype
        guard shorter != nil || weight.dtype == dtype else { return nil }
        let (image, padding) = padded(input.to(dtype))
        var geometry = PackedConvolution.Geometry()
        geometry.stride = (stride.height, stride.width)
        geometry.padding = padding
        geometry.dilation = (dilation.height, dilation.width)
        geometry.groups = groups
        guard
            let convolution = packedWeights.convolution(
                weight, bias: bias, dtype: dtype, geometry: geometry, for: image.shape)
        else { return nil }
        if let other, activation == .identity, other.dtype == dtype {
            return convolution(image, adding: other)
        }
        return convolution(image, activation: activation).map { sum($0, other) }
    }

    /// The image, with zeros around it where opposite sides want different numbers of them, and how many the operator adds.
    private func padded(_ input: Tensor) -> (image: Tensor, padding: (Int, Int)) {
        let ((top, bottom), (left, right)) = sides(of: input)
        if top == bottom && left == right { return (input, (top, left)) }
        return (input.pad([left, right, top, bottom]), (0, 0))
    }

    private func convolve(_ input: Tensor, padding: (Int, Int)) -> Tensor {
        input.conv2d(
            weight, bias: bias, stride: (stride.height, stride.width), padding: padding,
            dilation: (dilation.height, dilation.width), groups: groups)
    }

    /// Zeros before and after, along the height and along the width.
    private func sides(of input: Tensor) -> (height: (Int, Int), width: (Int, Int)) {
        (
            sides(\.height, input.size(-2), kernel: weight.size(2)),
            sides(\.width, input.size(-1), kernel: weight.size(3))
        )
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
