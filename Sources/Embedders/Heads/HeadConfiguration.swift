import Torch
import TorchNN

/// Which head, and its numbers; a training's configuration holds one.
public struct HeadConfiguration: Codable, Hashable, Sendable {
    /// The heads that there are.
    public enum Kind: String, Codable, CaseIterable, Sendable {
        /// ``SoftmaxHead``.
        case softmax
        /// ``ArcFace``.
        case arcFace = "arcface"
        /// ``ArcFace`` with sub-centres.
        case subCenterArcFace = "subcenter-arcface"
        /// ``CurricularFace``.
        case curricularFace = "curricularface"
    }

    /// Which head.
    public var kind: Kind
    /// What cosines are multiplied by; softmax does not use it.
    public var scale: Double
    /// The margins of classes; softmax does not use them.
    public var margins: ClassMargins
    /// Directions of each class, of sub-centre ArcFace alone.
    public var subCenters: Int
    /// Whether ArcFace leaves angles beyond 90° as they are.
    public var isEasy: Bool
    /// The share of each target that is spread over all classes.
    public var labelSmoothing: Double

    enum CodingKeys: String, CodingKey {
        case kind, scale, margins
        case subCenters = "sub_centers"
        case isEasy = "easy_margin"
        case labelSmoothing = "label_smoothing"
    }

    /// A head, by default the reference's ArcFace.
    public init(
        _ kind: Kind = .arcFace, scale: Double = 30, margins: ClassMargins = .fixed(0.3),
        subCenters: Int = 3, isEasy: Bool = false, labelSmoothing: Double = 0
    ) {
        self.kind = kind
        self.scale = scale
        self.margins = margins
        self.subCenters = subCenters
        self.isEasy = isEasy
        self.labelSmoothing = labelSmoothing
    }

    /// A head with fresh weights.
    ///
    /// - Parameters:
    ///   - counts: the training photographs of each class; as many numbers as there are classes.
    ///   - width: numbers in an embedding.
    ///   - generator: what the weights are drawn from.
    public func head(
        counts: [Int], width: Int, generator: Generator? = nil
    ) -> any ClassificationHead {
        switch kind {
        case .softmax:
            return SoftmaxHead(
                classes: counts.count, width: width, labelSmoothing: labelSmoothing,
                generator: generator)
        case .arcFace, .subCenterArcFace:
            return ArcFace(
                margins: margins.values(counts: counts), width: width, scale: scale,
                subCenters: kind == .arcFace ? 1 : subCenters, isEasy: isEasy,
                labelSmoothing: labelSmoothing, generator: generator)
        case .curricularFace:
            return CurricularFace(
                margins: margins.values(counts: counts), width: width, scale: scale,
                labelSmoothing: labelSmoothing, generator: generator)
        }
    }
}
