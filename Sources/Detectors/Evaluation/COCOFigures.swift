/// COCO's twelve figures; each is `nil` where there are no truths to judge by.
///
/// All are means over the classes that have truths; precision and recall are means over the ten overlaps from .50 to
/// .95 too, unless said otherwise.
public struct COCOFigures: Sendable, Codable {
    /// mAP@0.5:0.95.
    public let averagePrecision: Double?
    /// mAP@0.5.
    public let averagePrecision50: Double?
    /// mAP@0.75.
    public let averagePrecision75: Double?
    /// Of boxes up to 32² pixels.
    public let averagePrecisionSmall: Double?
    /// Of boxes from 32² to 96² pixels.
    public let averagePrecisionMedium: Double?
    /// Of boxes from 96² pixels.
    public let averagePrecisionLarge: Double?
    /// The share of truths found by the surest detection of each photograph and class.
    public let averageRecall1: Double?
    /// The share found by the ten surest.
    public let averageRecall10: Double?
    /// The share found by the hundred surest.
    public let averageRecall100: Double?
    /// Of boxes up to 32² pixels, by the hundred surest.
    public let averageRecallSmall: Double?
    /// Of boxes from 32² to 96² pixels.
    public let averageRecallMedium: Double?
    /// Of boxes from 96² pixels.
    public let averageRecallLarge: Double?

    /// The figures in the order in which COCO lists them.
    public var values: [Double?] {
        [
            averagePrecision, averagePrecision50, averagePrecision75, averagePrecisionSmall,
            averagePrecisionMedium, averagePrecisionLarge, averageRecall1, averageRecall10,
            averageRecall100, averageRecallSmall, averageRecallMedium, averageRecallLarge,
        ]
    }

    /// The figures of classes that were matched at COCO's overlaps, then any others, and for COCO's sizes, then any
    /// others.
    init(_ classes: [ClassMatches]) {
        let overlaps = COCODefinition.overlaps.indices
        func precision(_ overlaps: some Sequence<Int>, size: Int = 0) -> Double? {
            overlaps.flatMap { overlap in
                classes.map { $0.averagePrecision(threshold: overlap, size: size) }
            }.knownMean
        }
        func recall(size: Int = 0, limit: Int) -> Double? {
            overlaps.flatMap { overlap in
                classes.map { $0.recall(threshold: overlap, size: size, limit: limit) }
            }.knownMean
        }
        let limits = COCODefinition.detectionLimits
        averagePrecision = precision(overlaps)
        averagePrecision50 = precision([0])
        averagePrecision75 = precision([5])
        averagePrecisionSmall = precision(overlaps, size: 1)
        averagePrecisionMedium = precision(overlaps, size: 2)
        averagePrecisionLarge = precision(overlaps, size: 3)
        averageRecall1 = recall(limit: limits[0])
        averageRecall10 = recall(limit: limits[1])
        averageRecall100 = recall(limit: limits[2])
        averageRecallSmall = recall(size: 1, limit: limits[2])
        averageRecallMedium = recall(size: 2, limit: limits[2])
        averageRecallLarge = recall(size: 3, limit: limits[2])
    }
}
