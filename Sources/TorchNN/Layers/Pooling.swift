import Torch

/// The mean of each window, `[N, C, H, W]` to `[N, C, H′, W′]`.
public final class AveragePool2d: Module, Layer {
    private let kernelSize: Size2d
    private let stride: Size2d
    private let padding: Size2d
    private let ceilMode: Bool
    private let countIncludePad: Bool

    /// A layer with windows of one size.
    ///
    /// - Parameters:
    ///   - kernelSize: the size of a window.
    ///   - stride: the distance between windows; their size if left out.
    ///   - padding: the frame around the image.
    ///   - ceilMode: whether a window that the image fills in part counts.
    ///   - countIncludePad: whether zeros around the image count in the mean.
    public init(
        kernelSize: Size2d, stride: Size2d? = nil, padding: Size2d = 0, ceilMode: Bool = false,
        countIncludePad: Bool = true
    ) {
        self.kernelSize = kernelSize
        self.stride = stride ?? kernelSize
        self.padding = padding
        self.ceilMode = ceilMode
        self.countIncludePad = countIncludePad
    }

    /// `[N, C, H, W]` to `[N, C, H′, W′]`.
    public func callAsFunction(_ input: Tensor) -> Tensor {
        Operator.averagePool(
            .tensor(input), .ints(kernelSize.dimensions), .ints(stride.dimensions),
            .ints(padding.dimensions), .bool(ceilMode), .bool(countIncludePad))
    }
}

/// The greatest element of each window, `[N, C, H, W]` to `[N, C, H′, W′]`.
public final class MaxPool2d: Module, Layer {
    private let kernelSize: Size2d
    private let stride: Size2d
    private let padding: Size2d
    private let dilation: Size2d
    private let ceilMode: Bool

    /// A layer with windows of one size.
    ///
    /// - Parameters:
    ///   - kernelSize: the size of a window.
    ///   - stride: the distance between windows; their size if left out.
    ///   - padding: the frame around the image.
    ///   - dilation: the distance between neighbours in a window.
    ///   - ceilMode: whether a window that the image fills in part counts.
    public init(
        kernelSize: Size2d, stride: Size2d? = nil, padding: Size2d = 0, dilation: Size2d = 1,
        ceilMode: Bool = false
    ) {
        self.kernelSize = kernelSize
        self.stride = stride ?? kernelSize
        self.padding = padding
        self.dilation = dilation
        self.ceilMode = ceilMode
    }

    /// `[N, C, H, W]` to `[N, C, H′, W′]`.
    public func callAsFunction(_ input: Tensor) -> Tensor {
        Operator.maxPool(
            .tensor(input), .ints(kernelSize.dimensions), .ints(stride.dimensions),
            .ints(padding.dimensions), .ints(dilation.dimensions), .bool(ceilMode))
    }
}

/// The mean of as many windows as the output has places, `[N, C, H, W]` to `[N, C, h, w]`.
public final class AdaptiveAveragePool2d: Module, Layer {
    private let outputSize: Size2d

    /// A layer with outputs of that size.
    public init(_ outputSize: Size2d) {
        self.outputSize = outputSize
    }

    /// `[N, C, H, W]` to `[N, C, h, w]`.
    public func callAsFunction(_ input: Tensor) -> Tensor {
        Operator.adaptiveAveragePool(.tensor(input), .ints(outputSize.dimensions))
    }
}

/// The greatest element of as many windows as the output has places, `[N, C, H, W]` to `[N, C, h, w]`.
public final class AdaptiveMaxPool2d: Module, Layer {
    private let outputSize: Size2d

    /// A layer with outputs of that size.
    public init(_ outputSize: Size2d) {
        self.outputSize = outputSize
    }

    /// `[N, C, H, W]` to `[N, C, h, w]`.
    public func callAsFunction(_ input: Tensor) -> Tensor {
        Operator.adaptiveMaxPool.tensors(.tensor(input), .ints(outputSize.dimensions))[0]
    }
}

extension Operator {
    fileprivate static let averagePool = Operator("aten::avg_pool2d")
    fileprivate static let maxPool = Operator("aten::max_pool2d")
    fileprivate static let adaptiveAveragePool = Operator("aten::adaptive_avg_pool2d")
    fileprivate static let adaptiveMaxPool = Operator("aten::adaptive_max_pool2d")
}
