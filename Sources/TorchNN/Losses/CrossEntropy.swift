import Torch

extension Operator {
    fileprivate static let crossEntropy = Operator("aten::cross_entropy_loss")
}

/// Cross-entropy of class scores.
///
/// - Parameters:
///   - logits: scores before the softmax, `[N, classes, …]`.
///   - targets: class indices (`int64`, `[N, …]`), or probabilities of the shape of `logits`.
///   - classWeights: `[classes]`.
///   - labelSmoothing: the share of each target that is spread over all classes.
///   - ignoredIndex: samples with this class index count nothing.
///   - reduction: how the losses of samples become one.
public func crossEntropy(
    _ logits: Tensor, _ targets: Tensor, classWeights: Tensor? = nil, labelSmoothing: Double = 0,
    ignoredIndex: Int = -100, reduction: Reduction = .mean
) -> Tensor {
    Operator.crossEntropy(
        .tensor(logits), .tensor(targets), .optional(classWeights), .int(reduction.rawValue),
        .int(ignoredIndex), .double(labelSmoothing))
}
