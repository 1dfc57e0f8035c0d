import Torch
import TorchNN

/// What learns embeddings by telling classes apart: one weight vector per class, or several.
///
/// Scores and logits are of full precision, also inside autocast and of short embeddings.
public protocol ClassificationHead: Module {
    /// Classes that it tells apart.
    var classCount: Int { get }
    /// The share of each target that is spread over all classes.
    var labelSmoothing: Double { get }

    /// Scores to rank classes by, `[N, D]` to `[N, classes]`; cosines where the head compares directions.
    func scores(_ embeddings: Tensor) -> Tensor

    /// Scores before the softmax, `[N, classes]`, harder by a margin where a sample belongs.
    ///
    /// - Parameters:
    ///   - scores: what ``scores(_:)`` gave.
    ///   - labels: class indices `[N]`; `nil` leaves the margins out.
    func logits(_ scores: Tensor, labels: Tensor?) -> Tensor

    /// Takes note of a training batch before its logits are computed.
    func observe(_ scores: Tensor, labels: Tensor)
}

extension ClassificationHead {
    /// Nothing is noted.
    public func observe(_ scores: Tensor, labels: Tensor) {}

    /// The cross-entropy of a batch, its samples weighted, over the number of samples that are not ignored.
    ///
    /// Of samples that may be of several classes, the losses by each class with its own margin are added by their
    /// shares.
    ///
    /// - Parameters:
    ///   - embeddings: `[N, D]`, of any length and real type.
    ///   - targets: what the samples should be called.
    ///   - hasMargins: whether margins count; a validation may leave them out.
    public func loss(_ embeddings: Tensor, _ targets: Targets, hasMargins: Bool = true) -> Tensor {
        inFullPrecision(on: embeddings.device) {
            let scores = scores(embeddings)
            if isTraining { noGrad { observe(scores.detached(), labels: targets.labels) } }
            func losses(_ labels: Tensor) -> Tensor {
                crossEntropy(
                    logits(scores, labels: hasMargins ? labels : nil), labels,
                    labelSmoothing: labelSmoothing, ignoredIndex: Targets.ignored,
                    reduction: .none)
            }
            var each: Tensor
            if let soft = targets.soft {
                each = (0..<soft.labels.size(1)).reduce(Tensor.zeros([], device: scores.device)) {
                    $0 + losses(soft.labels[.all, $1]) * soft.shares[.all, $1]
                }
            } else if let mixed = targets.mixed {
                each =
                    losses(targets.labels) * mixed.share
                    + losses(mixed.labels) * (1 - mixed.share)
            } else {
                each = losses(targets.labels)
            }
            if let weights = targets.weights { each = each * weights }
            let counted = (targets.labels .!= Targets.ignored).sum().clamp(min: 1)
            return each.sum() / counted
        }
    }
}
