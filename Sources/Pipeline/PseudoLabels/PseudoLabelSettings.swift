/// How predictions become labels.
public struct PseudoLabelSettings: Sendable {
    /// What a label says and weighs.
    public enum Kind: String, Sendable, CaseIterable, Codable {
        /// The first answer; it counts as a person's would.
        case hard
        /// The first answer, weighted by its confidence.
        case weighted
        /// All answers by their probabilities.
        case soft
    }

    /// What becomes of photographs whose first answer is `new_individual`.
    public enum NewIndividuals: String, Sendable, CaseIterable, Codable {
        /// They are left out.
        case exclude
        /// Those that are alike become provisional individuals.
        case cluster
    }

    /// How the least confidence is found.
    public enum Acceptance: Sendable {
        /// It is given.
        case confidence(Double)
        /// The lowest at which the photographs held out have this precision, 0 to 1.
        case precision(Double)
    }

    /// What a label says and weighs.
    public var kind = Kind.weighted
    /// How the least confidence is found.
    public var acceptance: Acceptance
    /// Confidences are passed over at which fewer photographs held out are accepted.
    public var leastAccepted = 20
    /// Whether confidences are scores, as nobody told probabilities.
    public var usesScores = false
    /// Photographs of each individual at most.
    public var perIndividual: Int?
    /// What becomes of `new_individual`.
    public var newIndividuals = NewIndividuals.exclude
    /// The mean cosine that photographs of one provisional individual exceed.
    public var clusterSimilarity = 0.6
    /// Photographs that a provisional individual has at least.
    public var clusterPhotographs = 2

    /// Settings with their defaults.
    public init(_ acceptance: Acceptance) {
        self.acceptance = acceptance
    }

    /// What an answer's confidence is.
    var measure: Prediction.Measure { usesScores ? .score : .probability }
}
