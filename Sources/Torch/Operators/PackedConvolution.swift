/// A convolution whose weight lies in the order that oneDNN computes in, with an activation and a sum
/// behind it: for inference on the CPU.
///
/// It is a copy of the weight and bias of one moment, in one element type, and records no gradients.
public final class PackedConvolution {
    /// How the kernel moves over images; pairs are (height, width).
    public struct Geometry: Sendable {
        /// The step between neighbouring outputs.
        public var stride = (1, 1)
        /// Zeros on both sides.
        public var padding = (0, 0)
        /// The distance between neighbouring inputs of one output.
        public var dilation = (1, 1)
        /// Parts that channels are split into.
        public var groups = 1

        /// A kernel that moves over images without padding.
        public init() {}
    }

    /// The element type of images, weights and results.
    public let dtype: DType
    private let weight: Tensor
    private let bias: Tensor?
    private let geometry: Geometry

    /// A copy of a weight `[O, C / groups, h, w]` and a bias `[O]`; `nil` where this libtorch or processor does not
    /// compute so.
    ///
    /// - Parameters:
    ///   - dtype: what is computed in, `float32` or `bfloat16`.
    ///   - shape: the images that are expected; others are convolved as well, perhaps less fast.
    public init?(
        _ weight: Tensor, bias: Tensor?, dtype: DType, geometry: Geometry, for shape: [Int]
    ) {
        guard weight.device == .cpu, dtype == .float32 || dtype == .bfloat16,
            Operator.fusedConvolution != nil, Operator.fusedConvolutionAndSum != nil,
            let packed = try? Operator.packWeight?.tensor(
                .tensor(weight.detached().to(dtype)), .ints(geometry.padding),
                .ints(geometry.stride), .ints(geometry.dilation), .int(geometry.groups),
                .ints(shape))
        else { return nil }
        self.dtype = dtype
        self.weight = packed
        // In its own type `to` would give the same memory.
        self.bias = bias?.detached().clone().to(dtype)
        self.geometry = geometry
    }

    /// `activation(convolution)`, or `convolution + other`, of images `[N, C, H, W]` in channels-last order.
    ///
    /// - Parameter other: what is added, of the result's shape, type and order.
    /// - Returns: `nil` where this processor cannot compute in ``dtype``.
    public func callAsFunction(
        _ images: Tensor, activation: FusedActivation = .identity, adding other: Tensor? = nil
    ) -> Tensor? {
        precondition(
            other == nil || activation == .identity, "a sum and an activation do not go together")
        let shared: [OperatorArgument] = [
            .tensor(weight), .optional(bias), .ints(geometry.padding), .ints(geometry.stride),
            .ints(geometry.dilation), .int(geometry.groups),
        ]
        guard let other else {
            return try? Operator.fusedConvolution?.tensor(
                [.tensor(images)] + shared
                    + [.string(activation.oneDNNName), .doubles(activation.bounds), .none])
        }
        return try? Operator.fusedConvolutionAndSum?.tensor(
            [.tensor(images), .tensor(other)] + shared
                + [.string("add"), .none, .none, .doubles([]), .none])
    }
}

extension Operator {
    fileprivate static let packWeight = try? find("mkldnn::_reorder_convolution_weight")
    fileprivate static let fusedConvolution = try? find("mkldnn::_convolution_pointwise")
    fileprivate static let fusedConvolutionAndSum = try? find(
        "mkldnn::_convolution_pointwise", "binary")
}

extension OperatorArgument {
    fileprivate static func ints(_ pair: (Int, Int)) -> OperatorArgument {
        .ints([pair.0, pair.1])
    }
}

extension FusedActivation {
    fileprivate var oneDNNName: String {
        switch self {
        case .identity: "none"
        case .relu: "relu"
        case .relu6: "hardtanh"
        case .silu: "swish"
        }
    }

    fileprivate var bounds: [Double] { self == .relu6 ? [0, 6] : [] }
}
