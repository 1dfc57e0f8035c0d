/// Whom a photograph may show, by the probabilities of several answers.
public struct SoftLabel: Sendable, Hashable {
    /// An individual with its share.
    public struct Share: Sendable, Hashable {
        /// Who.
        public let individual: String
        /// Above 0 and up to 1; those of a photograph add up to 1.
        public let share: Double
    }

    /// The individuals, in the order of the answers.
    public let shares: [Share]
    /// The probability that it is one of these, up to 1: what the photograph counts in training.
    public let weight: Double

    /// Shares the answers' probabilities out among the individuals; `new_individual` is none of them.
    ///
    /// - Parameter answers: individuals with the probability that each is right, 0 to 1; each individual once.
    /// - Returns: `nil` where no individual has a probability above 0.
    public init?(_ answers: [(individual: String, probability: Double)]) {
        let known = answers.filter { $0.individual != newIndividual && $0.probability > 0 }
        let total = known.reduce(0) { $0 + $1.probability }
        guard total > 0 else { return nil }
        shares = known.map {
            Share(individual: $0.individual, share: $0.probability / total)
        }
        weight = min(total, 1)
    }
}
