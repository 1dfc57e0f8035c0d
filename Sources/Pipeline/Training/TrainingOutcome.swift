/// How the best weights of a training do.
public struct TrainingOutcome: Sendable {
    /// The result, by the configuration's metric.
    public let best: Double
    /// The epoch that they came from, counted from 1.
    public let epoch: Int
    /// The results of that epoch on the photographs held out, by their names in the log.
    public let results: [String: Double]
    /// Photographs learned from.
    public let learnedCount: Int
    /// Photographs held out.
    public let heldOutCount: Int
    /// How each class does among the photographs held out;
    /// `nil` where somebody has removed `classes.json` from the run's folder.
    public let classification: Classification?
}
