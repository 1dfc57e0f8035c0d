/// How many boxes were found, made up and missed.
public struct BoxCounts: Sendable, Hashable, Codable {
    /// Detections that found a truth.
    public let right: Int
    /// Detections that found none.
    public let wrong: Int
    /// Truths that no detection found.
    public let missed: Int

    /// The share of detections that are right; `nil` where there are none.
    public var precision: Double? {
        right + wrong > 0 ? Double(right) / Double(right + wrong) : nil
    }

    /// The share of truths that are found; `nil` where there are none.
    public var recall: Double? {
        right + missed > 0 ? Double(right) / Double(right + missed) : nil
    }

    /// The harmonic mean of precision and recall; `nil` where there are no truths.
    public var f1: Double? {
        right + missed > 0 ? 2 * Double(right) / Double(2 * right + wrong + missed) : nil
    }
}
