import Datasets
import Torch

/// Of boxes that overlap, only the most confident one.
public struct NonMaximumSuppression: Sendable {
    /// Which boxes are kept.
    public let thresholds: DetectionThresholds

    /// Candidates that are compared at most: each is compared with all that are kept.
    private static let candidateLimit = 30_000

    /// A suppression.
    public init(_ thresholds: DetectionThresholds) {
        self.thresholds = thresholds
    }

    /// The boxes that are kept of a picture's decoded predictions, `[boxes, 5 + classes]`, the most confident first.
    public func callAsFunction(_ predictions: Tensor) -> [Detection] {
        kept(Candidates(of: predictions, thresholds).all)
    }

    /// The boxes that are kept of detections in several views of a picture, the most confident first.
    public func merged(_ detections: [Detection]) -> [Detection] {
        kept(
            detections.map {
                Candidate(
                    left: Float($0.box.left), top: Float($0.box.top), right: Float($0.box.right),
                    bottom: Float($0.box.bottom), classIndex: $0.classIndex,
                    confidence: Float($0.confidence))
            })
    }

    /// The candidates that are kept, the most confident first.
    func kept(_ candidates: [Candidate]) -> [Detection] {
        let order = candidates.indices.sorted {
            (-candidates[$0].confidence, $0) < (-candidates[$1].confidence, $1)
        }
        var kept: [Candidate] = []
        for place in order.prefix(Self.candidateLimit) {
            if kept.count >= thresholds.limit { break }
            let candidate = candidates[place]
            if !kept.contains(where: { suppresses($0, candidate) }) { kept.append(candidate) }
        }
        return kept.map(Detection.init)
    }

    private func suppresses(_ better: Candidate, _ other: Candidate) -> Bool {
        guard thresholds.isAgnostic || better.classIndex == other.classIndex else { return false }
        let width = min(better.right, other.right) - max(better.left, other.left)
        let height = min(better.bottom, other.bottom) - max(better.top, other.top)
        guard width > 0, height > 0 else { return false }
        let shared = width * height
        return shared / (better.area + other.area - shared) > Float(thresholds.overlap)
    }
}

extension Detection {
    fileprivate init(_ candidate: Candidate) {
        self.init(
            box: Box(
                left: Double(candidate.left), top: Double(candidate.top),
                right: Double(candidate.right), bottom: Double(candidate.bottom)),
            classIndex: candidate.classIndex, confidence: Double(candidate.confidence))
    }
}
