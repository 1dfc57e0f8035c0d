import Torch

/// Stochastic gradient descent with momentum, as PyTorch's `SGD`.
public final class SGD: Optimizer {
    /// How much of the last step goes into the next.
    public private(set) var momentum: Double
    private let hasMomentum: Bool
    private let dampening: Double
    private let isNesterov: Bool

    /// An optimizer of the groups.
    ///
    /// - Parameters:
    ///   - groups: parameters with their learning rates.
    ///   - momentum: how much of the last step goes into the next.
    ///   - dampening: how much less the gradient counts beside the momentum.
    ///   - isNesterov: look ahead along the momentum (needs momentum, and no dampening).
    public init(
        _ groups: [ParameterGroup], momentum: Double = 0, dampening: Double = 0,
        isNesterov: Bool = false
    ) {
        precondition(
            !isNesterov || (momentum > 0 && dampening == 0),
            "Nesterov needs momentum, and no dampening")
        self.momentum = momentum
        hasMomentum = momentum > 0
        self.dampening = dampening
        self.isNesterov = isNesterov
        super.init(groups)
    }

    /// Moves the momentum, which must have been more than 0 from the start.
    override public func setMomentum(_ momentum: Double) {
        precondition(hasMomentum, "an SGD without momentum has none to move")
        self.momentum = momentum
    }

    override var currentMomentum: Double? { hasMomentum ? momentum : nil }

    override var stateNames: [String] { hasMomentum ? ["momentum_buffer"] : [] }

    override func freshState(of parameter: Tensor) -> [String: Tensor] {
        hasMomentum ? ["momentum_buffer": Tensor.zeros(like: parameter.detached())] : [:]
    }

    override func update(_ batch: Batch, group: ParameterGroup, isFirst: Bool) {
        Operator.fusedSGD.run(
            .tensors(batch.parameters), .tensors(batch.gradients),
            .tensors(momentum > 0 ? batch.state("momentum_buffer") : []),
            .double(group.weightDecay),
            .double(momentum), .double(group.learningRate), .double(dampening),
            .bool(isNesterov), .bool(false), .bool(isFirst))
    }
}

extension Operator {
    fileprivate static let fusedSGD = Operator("aten::_fused_sgd_")
}
