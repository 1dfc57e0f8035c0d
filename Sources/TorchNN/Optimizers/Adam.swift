import Torch

/// Adam (arXiv 1412.6980): weight decay is added to the gradient, as PyTorch's `Adam`.
public class Adam: Optimizer {
    /// How much of the gradient's mean is kept from step to step.
    public private(set) var beta1: Double
    /// How much of the squared gradient's mean is kept from step to step.
    public let beta2: Double
    private let epsilon: Double
    private let isAMSGrad: Bool

    /// An optimizer of the groups.
    ///
    /// - Parameters:
    ///   - groups: parameters with their learning rates.
    ///   - beta1: how much of the gradient's mean is kept from step to step.
    ///   - beta2: how much of the squared gradient's mean is kept from step to step.
    ///   - epsilon: what is added to the root of the squared gradient's mean.
    ///   - isAMSGrad: divide by the greatest mean so far (Reddi et al., 2018).
    public init(
        _ groups: [ParameterGroup], beta1: Double = 0.9, beta2: Double = 0.999,
        epsilon: Double = 1e-8, isAMSGrad: Bool = false
    ) {
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        self.isAMSGrad = isAMSGrad
        super.init(groups)
    }

    /// Moves beta 1.
    override public func setMomentum(_ momentum: Double) { beta1 = momentum }

    override var currentMomentum: Double? { beta1 }

    /// libtorch's operator for the rule.
    var operation: Operator { .fusedAdam }

    override var stateNames: [String] {
        ["step", "exp_avg", "exp_avg_sq"] + (isAMSGrad ? ["max_exp_avg_sq"] : [])
    }

    override func freshState(of parameter: Tensor) -> [String: Tensor] {
        let zeros = { Tensor.zeros(like: parameter.detached()) }
        var state = [
            "step": Tensor.zeros([], device: parameter.device), "exp_avg": zeros(),
            "exp_avg_sq": zeros(),
        ]
        if isAMSGrad { state["max_exp_avg_sq"] = zeros() }
        return state
    }

    override func update(_ batch: Batch, group: ParameterGroup, isFirst: Bool) {
        let steps = batch.state("step")
        Operator.addToEach.run(.tensors(steps), .int(1))
        operation.run(
            .tensors(batch.parameters), .tensors(batch.gradients),
            .tensors(batch.state("exp_avg")), .tensors(batch.state("exp_avg_sq")),
            .tensors(batch.state("max_exp_avg_sq")), .tensors(steps),
            .double(group.learningRate), .double(beta1), .double(beta2),
            .double(group.weightDecay), .double(epsilon), .bool(isAMSGrad), .bool(false))
    }
}

/// AdamW (arXiv 1711.05101): weights decay apart from the gradient, as PyTorch's `AdamW`.
public final class AdamW: Adam {
    override var operation: Operator { .fusedAdamW }
}

extension Operator {
    fileprivate static let fusedAdam = Operator("aten::_fused_adam_")
    fileprivate static let fusedAdamW = Operator("aten::_fused_adamw_")
    fileprivate static let addToEach = Operator("aten::_foreach_add_", "Scalar")
}
