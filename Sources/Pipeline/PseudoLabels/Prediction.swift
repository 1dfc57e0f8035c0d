import Ranking

/// Whom a photograph shows, as a model answered.
struct Prediction {
    /// One answer.
    struct Answer {
        /// Who, or `new_individual`.
        let individual: String
        /// The probability that this answer is right, 0 to 1; `nil` where nobody told.
        let probability: Double?
        /// How alike the individual's photographs are, a cosine; `nil` where nobody told.
        let score: Double?
    }

    /// What an answer's confidence is.
    enum Measure: String, CaseIterable, Sendable, Codable {
        /// The probability that it is right.
        case probability
        /// The cosine with the individual's photographs.
        case score
    }

    /// The photograph, as the data set calls it.
    let image: String
    /// The answers, most likely first; at least one.
    var answers: [Answer]
    /// What the animal is, where the predictions tell.
    let species: String?
    /// The line in the file on which they begin.
    let line: Int

    /// The first answer.
    var best: Answer { answers[0] }

    /// Whether the first answer is that the animal is not known.
    var isNew: Bool { best.individual == newIndividual }
}

extension Prediction.Answer {
    /// How sure the answer is.
    func confidence(by measure: Prediction.Measure) -> Double? {
        switch measure {
        case .probability: probability
        case .score: score
        }
    }
}
