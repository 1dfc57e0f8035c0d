import Torch
import TorchNN

/// ArcFace (arXiv 1801.07698), and sub-centre ArcFace: the angle to a sample's own class counts as wider than it is.
///
/// Where θ + m would exceed π, `cos θ − m sin(π − m)` takes over. With several sub-centres (Deng et al., ECCV 2020)
/// a class has several directions, of which the nearest counts, so that labels may be noisy and an animal may have
/// two flanks. Weight `[classes · subCenters, D]`, the sub-centres of a class side by side.
///
/// 15,587 classes of width 2048 take 122 MiB in `float32`; a training step needs as much for the gradient, once more
/// for a moment, and AdamW keeps twice as much.
public final class ArcFace: Module, ClassificationHead {
    /// The directions of the classes, of any length.
    public let weight: Tensor
    /// The margin of each class in radians, `[classes]`; part of the state, as it comes from the training set.
    public let margins: Tensor
    /// Classes that it tells apart.
    public let classCount: Int
    /// Directions of each class.
    public let subCenters: Int
    /// What cosines are multiplied by.
    public let scale: Double
    /// Whether angles beyond 90° stay as they are.
    public let isEasy: Bool
    /// The share of each target that is spread over all classes.
    public let labelSmoothing: Double

    /// A head with fresh directions.
    ///
    /// - Parameters:
    ///   - margins: the margin of each class, in radians, from 0 to π.
    ///   - width: numbers in an embedding.
    ///   - scale: what cosines are multiplied by.
    ///   - subCenters: directions of each class; 1 is plain ArcFace.
    ///   - isEasy: whether angles beyond 90° stay as they are.
    ///   - labelSmoothing: the share of each target that is spread over all classes.
    ///   - generator: what directions are drawn from.
    public init(
        margins: [Double], width: Int, scale: Double = 30, subCenters: Int = 1,
        isEasy: Bool = false, labelSmoothing: Double = 0, generator: Generator? = nil
    ) {
        precondition(
            margins.allSatisfy { (0...Double.pi).contains($0) }, "margins are from 0 to π radians")
        weight = Tensor.empty([margins.count * subCenters, width])
            .initialize(.xavierUniform(), generator: generator).requiringGrad()
        self.margins = Tensor(margins, dtype: .float32)
        classCount = margins.count
        self.subCenters = subCenters
        self.scale = scale
        self.isEasy = isEasy
        self.labelSmoothing = labelSmoothing
    }

    override public var ownParameters: Named<Tensor> { ["weight": weight] }

    override public var ownBuffers: Named<Tensor> { ["margins": margins] }

    /// The cosine with each class's nearest direction, `[N, D]` to `[N, classes]`.
    public func scores(_ embeddings: Tensor) -> Tensor {
        let all = cosines(embeddings, weight)
        return subCenters == 1 ? all : all.reshape(-1, classCount, subCenters).max(2)
    }

    /// Scaled cosines, with the margin in each sample's own class.
    public func logits(_ scores: Tensor, labels: Tensor?) -> Tensor {
        let logits = scores * scale
        guard let labels else { return logits }
        let column = labels.asClassColumn()
        let margin = AngularMargin(
            cosine: scores.gather(1, column),
            margin: margins.indexSelect(0, column.flatten()).unsqueeze(1))
        let target = isEasy ? margin.easy : margin.monotone
        return logits.scatterInPlace(1, column, target * scale)
    }
}
