import Torch
import TorchNN

/// A plain classifier: a matrix product and a bias.
public final class SoftmaxHead: Module, ClassificationHead {
    private let linear: Linear
    /// Classes that it tells apart.
    public let classCount: Int
    /// The share of each target that is spread over all classes.
    public let labelSmoothing: Double

    /// A classifier of embeddings of a width.
    public init(
        classes: Int, width: Int, labelSmoothing: Double = 0, generator: Generator? = nil
    ) {
        linear = Linear(width, classes, generator: generator)
        classCount = classes
        self.labelSmoothing = labelSmoothing
    }

    override public var ownParameters: Named<Tensor> { linear.ownParameters }

    /// `[N, D]` to `[N, classes]`.
    public func scores(_ embeddings: Tensor) -> Tensor {
        inFullPrecision(on: embeddings.device) { linear(embeddings.widened()) }
    }

    /// The scores as they are.
    public func logits(_ scores: Tensor, labels: Tensor?) -> Tensor { scores }
}
