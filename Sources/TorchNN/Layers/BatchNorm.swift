import Torch

/// Batch normalisation (arXiv 1502.03167) of channels: `[N, C]`, `[N, C, L]` or `[N, C, H, W]`.
///
/// In training, channels are normalised by the batch's own statistics, which also move the running
/// ones: `running = (1 − momentum) · running + momentum · batch`. In evaluation, by the running ones.
/// An activation that follows is best named here: it then costs no pass over memory of its own.
public final class BatchNorm: Module, Layer {
    /// The scale, `[C]`.
    public let weight: Tensor
    /// The shift, `[C]`.
    public let bias: Tensor
    /// `[C]`.
    public let runningMean: Tensor
    /// `[C]`.
    public let runningVariance: Tensor
    /// Batches seen in training, one `int64`.
    public let batchCount: Tensor
    /// The weight of a new batch in the running statistics.
    public let momentum: Double
    /// What is added to the variance.
    public let epsilon: Double
    /// What is done to the normalised channels.
    public let activation: Activation.Function

    /// A layer with scale 1 and shift 0.
    public init(
        _ channels: Int, momentum: Double = 0.1, epsilon: Double = 1e-5,
        activation: Activation.Function = .identity
    ) {
        weight = Tensor.ones([channels]).requiringGrad()
        bias = Tensor.zeros([channels]).requiringGrad()
        runningMean = Tensor.zeros([channels])
        runningVariance = Tensor.ones([channels])
        batchCount = Tensor(0)
        self.momentum = momentum
        self.epsilon = epsilon
        self.activation = activation
    }

    override public var ownParameters: Named<Tensor> { ["weight": weight, "bias": bias] }

    override public var ownBuffers: Named<Tensor> {
        [
            "running_mean": runningMean, "running_var": runningVariance,
            "num_batches_tracked": batchCount,
        ]
    }

    /// The normalised channels after the activation, of the input's shape.
    public func callAsFunction(_ input: Tensor) -> Tensor {
        if isTraining {
            precondition(
                input.count > weight.count,
                "batch norm needs more than one value per channel to train, got \(input.shape)")
            noGrad { _ = batchCount.addInPlace(1) }
        }
        let fused = activation.fused
        let output = input.batchNorm(
            weight: weight, bias: bias, runningMean: runningMean,
            runningVariance: runningVariance, training: isTraining, momentum: momentum,
            epsilon: epsilon, activation: fused ?? .identity)
        return fused == nil ? activation(output) : output
    }
}
