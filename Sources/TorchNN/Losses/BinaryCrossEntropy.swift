import Torch

extension Operator {
    fileprivate static let binaryCrossEntropy = Operator("aten::binary_cross_entropy_with_logits")
}

/// Cross-entropy of yes-or-no scores.
///
/// - Parameters:
///   - logits: scores before the sigmoid, of any shape.
///   - targets: probabilities, of the same shape.
///   - weight: the weight of each element, broadcast.
///   - positiveWeight: what positive targets weigh beside negative ones, broadcast.
///   - reduction: how the losses of samples become one.
public func binaryCrossEntropy(
    logits: Tensor, _ targets: Tensor, weight: Tensor? = nil, positiveWeight: Tensor? = nil,
    reduction: Reduction = .mean
) -> Tensor {
    Operator.binaryCrossEntropy(
        .tensor(logits), .tensor(targets), .optional(weight), .optional(positiveWeight),
        .int(reduction.rawValue))
}
