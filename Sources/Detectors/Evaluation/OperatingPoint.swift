/// How well a detector does where its boxes under a confidence are left out, as the mean of the classes.
public struct OperatingPoint: Sendable, Codable {
    /// The least confidence of a box that counts.
    public let confidence: Double
    /// The mean of the classes' precisions; `nil` where there are no detections.
    public let precision: Double?
    /// The mean of the classes' recalls; `nil` where there are no truths.
    public let recall: Double?
    /// The mean of the classes' F1; `nil` where there are no truths.
    public let f1: Double?
    /// All classes' boxes together.
    public let boxes: BoxCounts

    init(_ classes: [ConfidenceCounts], at confidence: Double) {
        let counts = classes.map { $0.counts(from: confidence) }
        self.confidence = confidence
        precision = counts.map(\.precision).knownMean
        recall = counts.map(\.recall).knownMean
        f1 = counts.map(\.f1).knownMean
        boxes = BoxCounts(
            right: counts.reduce(0) { $0 + $1.right }, wrong: counts.reduce(0) { $0 + $1.wrong },
            missed: counts.reduce(0) { $0 + $1.missed })
    }
}
