import Torch

extension Operator {
    fileprivate static let meanSquaredError = Operator("aten::mse_loss")
    fileprivate static let smoothL1 = Operator("aten::smooth_l1_loss")
}

/// The squared difference.
public func meanSquaredError(
    _ predictions: Tensor, _ targets: Tensor, reduction: Reduction = .mean
) -> Tensor {
    Operator.meanSquaredError(
        .tensor(predictions), .tensor(targets), .int(reduction.rawValue))
}

/// The difference, squared where it is below `beta`.
public func smoothL1(
    _ predictions: Tensor, _ targets: Tensor, beta: Double = 1, reduction: Reduction = .mean
) -> Tensor {
    Operator.smoothL1(
        .tensor(predictions), .tensor(targets), .int(reduction.rawValue), .double(beta))
}
