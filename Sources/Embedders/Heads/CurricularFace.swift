import Torch
import TorchNN

/// CurricularFace (arXiv 2004.00288): ArcFace that weighs hard negatives more the further training has come.
///
/// A class is a hard negative where its cosine exceeds that of the sample's own class with the margin; its cosine c
/// becomes `c (t + c)`. t follows the mean cosine of samples with their own classes.
public final class CurricularFace: Module, ClassificationHead {
    /// The directions of the classes, `[classes, D]`, of any length.
    public let weight: Tensor
    /// The margin of each class in radians, `[classes]`.
    public let margins: Tensor
    /// t, how far training has come, `[1]`.
    public let progress: Tensor
    /// Classes that it tells apart.
    public let classCount: Int
    /// What cosines are multiplied by.
    public let scale: Double
    /// The weight of a new batch in t.
    public let momentum: Double
    /// The share of each target that is spread over all classes.
    public let labelSmoothing: Double

    /// A head with fresh directions.
    ///
    /// - Parameters:
    ///   - margins: the margin of each class, in radians, from 0 to π.
    ///   - width: numbers in an embedding.
    ///   - scale: what cosines are multiplied by.
    ///   - momentum: the weight of a new batch in t.
    ///   - labelSmoothing: the share of each target that is spread over all classes.
    ///   - generator: what directions are drawn from.
    public init(
        margins: [Double], width: Int, scale: Double = 30, momentum: Double = 0.01,
        labelSmoothing: Double = 0, generator: Generator? = nil
    ) {
        precondition(
            margins.allSatisfy { (0...Double.pi).contains($0) }, "margins are from 0 to π radians")
        weight = Tensor.empty([margins.count, width])
            .initialize(.xavierUniform(), generator: generator).requiringGrad()
        self.margins = Tensor(margins, dtype: .float32)
        progress = Tensor.zeros([1])
        classCount = margins.count
        self.scale = scale
        self.momentum = momentum
        self.labelSmoothing = labelSmoothing
    }

    override public var ownParameters: Named<Tensor> { ["weight": weight] }

    override public var ownBuffers: Named<Tensor> { ["margins": margins, "t": progress] }

    /// The cosine with each class's direction, `[N, D]` to `[N, classes]`.
    public func scores(_ embeddings: Tensor) -> Tensor {
        cosines(embeddings, weight).clamp(min: -1, max: 1)
    }

    /// Moves t towards the mean cosine of samples with their own classes.
    public func observe(_ scores: Tensor, labels: Tensor) {
        let isCounted = (labels .!= Targets.ignored).to(.float32)
        let cosines = scores.gather(1, labels.asClassColumn()).flatten()
        let mean = (cosines * isCounted).sum() / isCounted.sum().clamp(min: 1)
        progress.lerpInPlace(towards: mean.reshape(1), weight: momentum)
    }

    /// Scaled cosines, with the margin in each sample's own class, and hard negatives weighed.
    public func logits(_ scores: Tensor, labels: Tensor?) -> Tensor {
        guard let labels else { return scores * scale }
        let column = labels.asClassColumn()
        let margin = AngularMargin(
            cosine: scores.gather(1, column),
            margin: margins.indexSelect(0, column.flatten()).unsqueeze(1))
        let weighed = scores * (scores + progress)
        let logits = Tensor.where(scores .> margin.widened, weighed, scores) * scale
        return logits.scatterInPlace(1, column, margin.monotone * scale)
    }
}
