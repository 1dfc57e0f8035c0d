import Torch

/// Focal loss (arXiv 1708.02002): yes-or-no cross-entropy in which easy samples count little.
///
/// - Parameters:
///   - logits: scores before the sigmoid, of any shape.
///   - targets: 0 or 1, of the same shape.
///   - alpha: the weight of positive targets, 1 − alpha that of negative ones; `nil` weighs both 1.
///   - gamma: how much less easy samples count.
///   - positiveWeight: what positive targets' entropy weighs beside that of negative ones, broadcast.
///   - reduction: how the losses of samples become one.
public func focalLoss(
    logits: Tensor, _ targets: Tensor, alpha: Double? = 0.25, gamma: Double = 2,
    positiveWeight: Tensor? = nil, reduction: Reduction = .mean
) -> Tensor {
    let probability = logits.sigmoid()
    let entropy = binaryCrossEntropy(
        logits: logits, targets, positiveWeight: positiveWeight, reduction: .none)
    let rightProbability = probability * targets + (1 - probability) * (1 - targets)
    var loss = entropy * (1 - rightProbability).pow(gamma)
    if let alpha {
        loss = loss * (targets * alpha + (1 - targets) * (1 - alpha))
    }
    return switch reduction {
    case .none: loss
    case .mean: loss.mean()
    case .sum: loss.sum()
    }
}
