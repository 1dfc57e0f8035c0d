/// Judges a detector's boxes by those that people drew: COCO's mean average precision, and what it means at one
/// confidence.
///
/// Classes are judged apart, and means are of classes that have truths. Detections of other classes are counted, and
/// else take no part, as in COCO's own evaluation.
public struct BoxEvaluation: Sendable {
    /// The figures.
    public let figures: BoxFigures
    /// The curves.
    public let curves: BoxCurves

    /// Judges photographs.
    ///
    /// - Parameters:
    ///   - photographs: in whose order equally sure detections stand.
    ///   - sizes: what is judged apart beside COCO's small, medium and large.
    ///   - overlap: from which intersection over union on a truth counts as found in all but COCO's figures.
    ///   - confidence: the least confidence of a box in all but COCO's figures; `nil` takes that with the best F1.
    public init(
        of photographs: [EvaluatedPhotograph], sizes: [BoxSize] = [], overlap: Double = 0.5,
        confidence: Double? = nil
    ) {
        let sizes = BoxSize.coco + sizes
        // COCO's own 0.5 comes first.
        let place = COCODefinition.overlaps.firstIndex { abs($0 - overlap) < 1e-9 }
        let thresholds = COCODefinition.overlaps + (place == nil ? [overlap] : [])
        let threshold = place ?? COCODefinition.overlaps.count
        let matched = MatchedClasses(photographs, thresholds: thresholds, sizes: sizes)
        let judged = zip(matched.names, matched.classes).filter { $1.truthCounts[0] > 0 }
        let counts = judged.map { ConfidenceCounts($1, threshold: threshold, size: 0) }
        let best = OperatingPoint(
            counts, at: ConfidenceCounts.bestConfidence(of: counts) ?? 0)
        let point = confidence.map { OperatingPoint(counts, at: $0) } ?? best
        let judgement = ClassJudgement(
            sizes: sizes, threshold: threshold, confidence: point.confidence)
        let classes = zip(matched.names, matched.classes).map(judgement.figures)
        figures = BoxFigures(
            photographCount: photographs.count,
            truthCount: photographs.reduce(0) { $0 + $1.truths.count },
            detectionCount: photographs.reduce(0) { $0 + $1.detections.count },
            coco: COCOFigures(matched.classes), overlap: overlap,
            isConfidenceGiven: confidence != nil, point: point, best: best, classes: classes,
            sizes: judgement.means(of: classes), unknownClasses: matched.unknown)
        curves = BoxCurves(
            overlap: overlap, recalls: COCODefinition.recalls, confidences: COCODefinition.recalls,
            classes: zip(judged, counts).map { judged, counts in
                BoxCurves.Class(
                    name: judged.0,
                    precisions: judged.1.precisions(threshold: threshold, size: 0) ?? [],
                    f1: COCODefinition.recalls.map { counts.counts(from: $0).f1 ?? 0 })
            }, points: COCODefinition.recalls.map { OperatingPoint(counts, at: $0) })
    }
}
