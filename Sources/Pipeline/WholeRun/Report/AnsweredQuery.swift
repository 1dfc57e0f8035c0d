import Ranking

/// A photograph that was named, with its answers and, where that is known, whom it shows.
struct AnsweredQuery: Sendable {
    /// An answer with what it rests on.
    struct Answer: Sendable {
        /// An individual, or `new_individual`.
        let individual: String
        /// What individuals are ranked by; `nil` of `new_individual`.
        let score: Double?
        /// The probability that the answer is right, 0 to 1.
        let probability: Double?
        /// The photograph that decided.
        let neighbour: String?

        var isNew: Bool { individual == newIndividual }
    }

    /// The photograph.
    let image: String
    /// The answers, most likely first; at least one.
    let answers: [Answer]
    /// Whom it shows; `nil` where nobody told.
    let truth: String?
    /// Whether the individual that it shows is among the known ones.
    let isKnown: Bool

    /// The answer that is right; `nil` where that is not known.
    var right: String? { truth.map { isKnown ? $0 : newIndividual } }
    /// The place of the right answer, from 0; `nil` where it was not given, or is not known.
    var place: Int? { right.flatMap { right in answers.firstIndex { $0.individual == right } } }
    /// Whether the first answer is right.
    var isRight: Bool { place == 0 }
    /// How sure the first answer is: its probability, else its score.
    var confidence: Double {
        answers[0].probability ?? answers[0].score ?? -.infinity
    }
}
