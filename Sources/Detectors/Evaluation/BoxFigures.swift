/// How well boxes were found, in figures.
public struct BoxFigures: Sendable, Codable {
    /// How well boxes of one size were found.
    public struct Size: Sendable, Codable {
        /// The size.
        public let name: String
        /// Truths of it.
        public let truthCount: Int
        /// AP@0.5:0.95; `nil` without truths, here and below.
        public let averagePrecision: Double?
        /// AP@0.5.
        public let averagePrecision50: Double?
        /// The share of truths found at whatever confidence, the mean of the ten overlaps.
        public let averageRecall: Double?
        /// The share of truths found at the confidence and overlap of the report.
        public let recall: Double?
    }

    /// How well one class was found.
    public struct Class: Sendable, Codable {
        /// The class.
        public let name: String
        /// Truths of it.
        public let truthCount: Int
        /// Detections of it that take part: at most a hundred in a photograph.
        public let detectionCount: Int
        /// AP@0.5:0.95; `nil` without truths, here and below.
        public let averagePrecision: Double?
        /// AP@0.5.
        public let averagePrecision50: Double?
        /// AP@0.75.
        public let averagePrecision75: Double?
        /// The share of right detections at the confidence and overlap of the report; `nil` without detections.
        public let precision: Double?
        /// The share of truths found at these.
        public let recall: Double?
        /// The harmonic mean of both.
        public let f1: Double?
        /// Its boxes, counted at these.
        public let boxes: BoxCounts
        /// By size, all of them first.
        public let sizes: [Size]
    }

    /// Photographs that were judged.
    public let photographCount: Int
    /// Truths in them.
    public let truthCount: Int
    /// Detections in them.
    public let detectionCount: Int
    /// COCO's twelve figures.
    public let coco: COCOFigures
    /// From which intersection over union on a truth counts as found where one is named, below and above.
    public let overlap: Double
    /// Whether the confidence of the report was given, not chosen for the best F1.
    public let isConfidenceGiven: Bool
    /// At the confidence of the report.
    public let point: OperatingPoint
    /// At the confidence with the best F1.
    public let best: OperatingPoint
    /// The classes of truths.
    public let classes: [Class]
    /// Means of the classes by size, all of them first.
    public let sizes: [Size]
    /// Detections of classes that no truth has, by class: such a class has no AP, and no part in any mean.
    public let unknownClasses: [String: Int]
}
