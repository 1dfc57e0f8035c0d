/// An individual that a photograph may show.
public struct Candidate: Sendable, Hashable {
    /// Who.
    public let individual: String
    /// What it is ranked by, the greater the likelier: by default ``similarity``.
    public var score: Float
    /// The individual's nearest photograph, or the foremost of re-ranked ones: its row in the database.
    public let row: Int
    /// The cosine of that photograph, −1 to 1.
    public let similarity: Float

    /// An individual, whose nearest photograph is a row.
    public init(individual: String, score: Float, row: Int, similarity: Float? = nil) {
        self.individual = individual
        self.score = score
        self.row = row
        self.similarity = similarity ?? score
    }
}

/// A photograph with the individuals that it may show, most likely first.
public struct RankedPhotograph: Sendable {
    /// The photograph.
    public let image: String
    /// Who it really shows; `nil` where nobody said.
    public let truth: String?
    /// Known individuals, each once.
    public var candidates: [Candidate]

    /// A photograph with its candidates, the most likely first.
    public init(image: String, truth: String?, candidates: [Candidate]) {
        self.image = image
        self.truth = truth
        self.candidates = candidates
    }

    /// The best candidate's score; −1 where there is none.
    public var bestScore: Float { candidates.first?.score ?? -1 }

    /// The place of the right individual among the candidates, from 0; `nil` where it is not among them.
    public var rank: Int? {
        truth.flatMap { truth in candidates.firstIndex { $0.individual == truth } }
    }
}

extension RankedPhotograph {
    /// Adds individuals that were none of the neighbours: they stand behind all others.
    ///
    /// - Parameters:
    ///   - more: individuals with their nearest photographs' cosines; those that are here already are left out.
    ///   - count: how many individuals there may be then.
    ///   - score: what the others are ranked by.
    mutating func append(_ more: [Candidate], upTo count: Int = .max, by score: IndividualScore) {
        let last = candidates.last?.score ?? .infinity
        let known = Set(candidates.map(\.individual))
        let new = more.filter { !known.contains($0.individual) }
        candidates += new.prefix(max(0, count - candidates.count)).map { candidate in
            var candidate = candidate
            // None of its photographs has a vote.
            if case .votes = score { candidate.score = 0 }
            // Its cosine may be greater than what neighbours score that were re-ranked.
            candidate.score = min(candidate.score, last)
            return candidate
        }
    }
}
