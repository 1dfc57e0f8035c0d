import Ranking

/// A photograph with its five answers.
public struct IdentifiedPhotograph: Sendable {
    /// An answer with what it rests on.
    public struct Line: Sendable {
        /// An individual, or `new_individual`.
        public let individual: String
        /// What individuals are ranked by; `nil` of `new_individual`.
        public let score: Float?
        /// The probability that the answer is right, 0 to 1, where photographs of known individuals told it.
        public let probability: Double?
        /// The nearest photograph of the individual.
        public let neighbour: String?
        /// Its cosine.
        public let similarity: Float?
    }

    /// The photograph.
    public let image: String
    /// The answers, the first being the most likely; `new_individual` once among them.
    public let lines: [Line]
    /// Whether there was no embedding of it, so that nothing is known.
    public let isUnseen: Bool

    /// The answers to a ranked photograph.
    init(
        _ ranked: RankedPhotograph, database: Embeddings, rule: NewIndividualRule, species: String?
    ) {
        image = ranked.image
        isUnseen = false
        lines = ranked.orderedAnswers(threshold: rule.threshold(for: species)).map { answer in
            switch answer {
            case .new:
                return Line(
                    individual: newIndividual, score: nil,
                    probability: rule.calibration?.probabilityOfNew(ranked), neighbour: nil,
                    similarity: nil)
            case .candidate(let place):
                let candidate = ranked.candidates[place]
                return Line(
                    individual: candidate.individual, score: candidate.score,
                    probability: rule.calibration?.probability(of: candidate, at: place),
                    neighbour: database.images[candidate.row], similarity: candidate.similarity)
            }
        }
    }

    /// The answers to a photograph that could not be read: new, then whoever is photographed most.
    init(unseen image: String, mostPhotographed: [String]) {
        self.image = image
        isUnseen = true
        let names = [newIndividual] + mostPhotographed
        lines = names.prefix(RankedPhotograph.answerCount).map {
            Line(
                individual: $0, score: nil, probability: nil, neighbour: nil, similarity: nil)
        }
    }
}
