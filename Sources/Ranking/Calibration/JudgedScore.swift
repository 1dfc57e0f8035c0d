/// A score, whether what was answered with it is right, and how much that counts.
public struct JudgedScore: Sendable, Hashable {
    /// The greater the surer.
    public let score: Float
    /// Whether the answer is right.
    public let isRight: Bool
    /// How much it counts, 0 or more.
    public let weight: Double

    /// A judged score.
    public init(score: Float, isRight: Bool, weight: Double = 1) {
        precondition(weight >= 0 && weight.isFinite, "a weight is 0 or more, found \(weight)")
        precondition(!score.isNaN, "a score is a number")
        self.score = score
        self.isRight = isRight
        self.weight = weight
    }
}
