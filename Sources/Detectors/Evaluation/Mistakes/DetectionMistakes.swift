import Datasets

/// What a detector does wrong at one confidence, the worst first.
public struct DetectionMistakes: Sendable {
    /// Truths that no detection is near, the largest first.
    public let missed: [DetectionMistake]
    /// Detections where there is nothing, or of what is found already, the surest first.
    public let invented: [DetectionMistake]
    /// Detections that lie badly on their truth, the least overlap first.
    public let misplaced: [DetectionMistake]
    /// Detections of a wrong class, the surest first.
    public let misnamed: [DetectionMistake]

    /// Finds what is wrong.
    ///
    /// - Parameters:
    ///   - overlap: from which intersection over union on a truth is found.
    ///   - confidence: the least confidence of a detection that counts.
    public init(in photographs: [EvaluatedPhotograph], overlap: Double, confidence: Double) {
        let mistakes = photographs.enumerated().flatMap { place, photograph in
            PhotographMistakes(
                photograph, at: place, overlap: overlap, confidence: confidence
            ).found
        }
        func listed(
            _ kinds: Set<DetectionMistake.Kind>, by badness: (DetectionMistake) -> Double
        ) -> [DetectionMistake] {
            mistakes.filter { kinds.contains($0.kind) }
                .map { (badness($0), $0) }
                .enumerated()
                .sorted { ($1.element.0, $0.offset) < ($0.element.0, $1.offset) }
                .map(\.element.1)
        }
        missed = listed([.missed]) { $0.truth?.box.area ?? 0 }
        invented = listed([.invented, .repeated]) { $0.detection?.sureness ?? 0 }
        misplaced = listed([.misplaced, .loose]) { -$0.overlap }
        misnamed = listed([.misnamed]) { $0.detection?.sureness ?? 0 }
    }
}
