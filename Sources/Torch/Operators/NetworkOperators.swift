import CTorch

/// The operators that networks spend their time in, typed.
extension Tensor {
    /// `self · weightᵀ + bias`, `[…, inputs]` to `[…, outputs]`.
    public func linear(_ weight: Tensor, bias: Tensor? = nil) -> Tensor {
        result(ctorch_linear(handle, weight.handle, bias?.handle))
    }

    /// A convolution, `[N, C, H, W]` with a weight `[O, C / groups, h, w]` to `[N, O, H′, W′]`.
    ///
    /// Stride, padding and dilation are (height, width).
    public func conv2d(
        _ weight: Tensor, bias: Tensor? = nil, stride: (Int, Int) = (1, 1),
        padding: (Int, Int) = (0, 0), dilation: (Int, Int) = (1, 1), groups: Int = 1
    ) -> Tensor {
        func pair(_ values: (Int, Int)) -> [Int64] { [Int64(values.0), Int64(values.1)] }
        return result(
            ctorch_conv2d(
                handle, weight.handle, bias?.handle, pair(stride), pair(padding), pair(dilation),
                Int64(groups)))
    }

    /// A convolution with one square kernel per channel, and an activation behind it: `[N, C, H, W]`
    /// with a weight `[C, 1, k, k]`.
    ///
    /// On the CPU, images in channels-last order and float32 or bfloat16, with a kernel of 3 or 5 and a
    /// stride of 1 or 2, are convolved by kernels of our own; all else, second derivatives among it,
    /// is left to libtorch. Under autocast images become bfloat16, and weights stay. Where nothing is
    /// recorded, bias and activation cost no pass over memory.
    ///
    /// - Parameters:
    ///   - weight: float32 for kernels of our own.
    ///   - bias: `[C]`.
    ///   - stride: the step between neighbouring outputs, both ways.
    ///   - padding: zeros around the image, which need not be the same on opposite sides.
    ///   - activation: what is done to the sums.
    public func depthwiseConv2d(
        _ weight: Tensor, bias: Tensor? = nil, stride: Int = 1,
        padding: (top: Int, bottom: Int, left: Int, right: Int) = (0, 0, 0, 0),
        activation: FusedActivation = .identity
    ) -> Tensor {
        let sides = [padding.top, padding.bottom, padding.left, padding.right].map(Int64.init)
        return result(
            ctorch_depthwise_conv2d(
                handle, weight.handle, bias?.handle, Int64(stride), sides, activation.code))
    }

    /// Squeeze-and-excitation (arXiv 1709.01507): images `[N, C, H, W]` times one factor per image and
    /// channel, `sigmoid(expand(activation(reduce(mean))))`.
    ///
    /// On the CPU, images in channels-last order, in float32 or bfloat16 with weights in float32, take
    /// few passes over memory.
    ///
    /// - Parameters:
    ///   - reduce: the layer that narrows: its weight `[S, C, 1, 1]` and bias `[S]`.
    ///   - expand: the layer that widens: its weight `[C, S, 1, 1]` and bias `[C]`.
    ///   - activation: what lies between the two.
    public func squeezeExcite(
        reduce: (weight: Tensor, bias: Tensor), expand: (weight: Tensor, bias: Tensor),
        activation: FusedActivation
    ) -> Tensor {
        result(
            ctorch_squeeze_excite(
                handle, reduce.weight.handle, reduce.bias.handle, expand.weight.handle,
                expand.bias.handle, activation.code))
    }

    /// Batch normalisation of dimension 1, and an activation behind it; in training the running
    /// statistics are moved in place.
    ///
    /// On the CPU, images in channels-last order, in float32 or bfloat16 with all else in float32, take
    /// few passes over memory, and only the input is kept for the gradients.
    public func batchNorm(
        weight: Tensor?, bias: Tensor?, runningMean: Tensor?, runningVariance: Tensor?,
        training: Bool, momentum: Double, epsilon: Double,
        activation: FusedActivation = .identity
    ) -> Tensor {
        result(
            ctorch_batch_norm(
                handle, weight?.handle, bias?.handle, runningMean?.handle,
                runningVariance?.handle, training, momentum, epsilon, activation.code))
    }
}

/// A function of each element that an operator computes on the way.
public enum FusedActivation: CaseIterable, Sendable {
    /// x.
    case identity
    /// max(x, 0).
    case relu
    /// min(max(x, 0), 6).
    case relu6
    /// x · sigmoid(x).
    case silu

    fileprivate var code: ctorch_activation {
        switch self {
        case .identity: ctorch_activation_identity
        case .relu: ctorch_activation_relu
        case .relu6: ctorch_activation_relu6
        case .silu: ctorch_activation_silu
        }
    }
}
