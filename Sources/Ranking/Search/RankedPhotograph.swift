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
