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

    /// Batch normalisation of dimension 1; in training the running statistics are moved in place.
    public func batchNorm(
        weight: Tensor?, bias: Tensor?, runningMean: Tensor?, runningVariance: Tensor?,
        training: Bool, momentum: Double, epsilon: Double
    ) -> Tensor {
        result(
            ctorch_batch_norm(
                handle, weight?.handle, bias?.handle, runningMean?.handle,
                runningVariance?.handle, training, momentum, epsilon))
    }
}
