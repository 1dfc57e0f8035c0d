/// What is said of each class of a report.
struct ClassJudgement {
    /// COCO's sizes, then others.
    let sizes: [BoxSize]
    /// The place of the overlap that is reported.
    let threshold: Int
    /// The confidence that is reported.
    let confidence: Double

    /// The figures of a class.
    func figures(_ name: String, _ matches: ClassMatches) -> BoxFigures.Class {
        let bySize = sizes.indices.map { size(at: $0, of: matches) }
        let counts = ConfidenceCounts(matches, threshold: threshold, size: 0)
            .counts(from: confidence)
        return BoxFigures.Class(
            name: name, truthCount: matches.truthCounts[0],
            detectionCount: matches.detectionCount,
            averagePrecision: bySize[0].averagePrecision,
            averagePrecision50: bySize[0].averagePrecision50,
            averagePrecision75: matches.averagePrecision(threshold: 5, size: 0),
            precision: counts.precision, recall: counts.recall, f1: counts.f1, boxes: counts,
            sizes: bySize)
    }

    /// The means of classes by size.
    func means(of classes: [BoxFigures.Class]) -> [BoxFigures.Size] {
        sizes.enumerated().map { place, size in
            let parts = classes.map { $0.sizes[place] }
            return BoxFigures.Size(
                name: size.name, truthCount: parts.reduce(0) { $0 + $1.truthCount },
                averagePrecision: parts.map(\.averagePrecision).knownMean,
                averagePrecision50: parts.map(\.averagePrecision50).knownMean,
                averageRecall: parts.map(\.averageRecall).knownMean,
                recall: parts.map(\.recall).knownMean)
        }
    }

    private func size(at place: Int, of matches: ClassMatches) -> BoxFigures.Size {
        let overlaps = COCODefinition.overlaps.indices
        return BoxFigures.Size(
            name: sizes[place].name, truthCount: matches.truthCounts[place],
            averagePrecision: overlaps.map {
                matches.averagePrecision(threshold: $0, size: place)
            }.knownMean,
            averagePrecision50: matches.averagePrecision(threshold: 0, size: place),
            averageRecall: overlaps.map { matches.recall(threshold: $0, size: place) }.knownMean,
            recall: ConfidenceCounts(matches, threshold: threshold, size: place)
                .counts(from: confidence).recall)
    }
}
