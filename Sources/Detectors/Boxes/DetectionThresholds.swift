/// Which of a detector's boxes are kept.
public struct DetectionThresholds: Sendable, Hashable, Codable {
    /// The confidence that a box must exceed, 0 to 1.
    public var confidence = 0.25
    /// The overlap (intersection over union) above which the less confident of two boxes goes, 0 to 1.
    public var overlap = 0.45
    /// Whether boxes of different classes drive each other out, too.
    public var isAgnostic = false
    /// Whether one place may be boxes of several classes; else it is the likeliest alone.
    public var isMultiLabel = false
    /// How many boxes a picture has at most, the most confident ones.
    public var limit = 300

    /// The usual thresholds.
    public init() {}

    /// The thresholds that detectors are judged with: almost every box counts.
    public static let evaluation: DetectionThresholds = {
        var thresholds = DetectionThresholds()
        thresholds.confidence = 0.001
        thresholds.overlap = 0.6
        thresholds.isMultiLabel = true
        return thresholds
    }()
}
