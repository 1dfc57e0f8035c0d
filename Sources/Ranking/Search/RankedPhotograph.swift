import Torch

/// An individual that a photograph may show.
public struct Candidate: Sendable, Hashable {
    /// Who.
    public let individual: String
    /// The cosine of the individual's nearest photograph, −1 to 1.
    public let score: Float
    /// That photograph's row in the database.
    public let row: Int
}

/// A photograph with the individuals that it may show, most likely first.
public struct RankedPhotograph: Sendable {
    /// The photograph.
    public let image: String
    /// Who it really shows; `nil` where nobody said.
    public let truth: String?
    /// Known individuals, each once.
    public let candidates: [Candidate]

    /// The best candidate's score; −1 where there is none.
    public var bestScore: Float { candidates.first?.score ?? -1 }

    /// The place of the right individual among the candidates, from 0; `nil` where it is not among them.
    public var rank: Int? {
        truth.flatMap { truth in candidates.firstIndex { $0.individual == truth } }
    }
}

extension NeighbourSearch {
    /// Ranks the individuals among each query's neighbours: each scores its nearest photograph.
    ///
    /// Where two individuals score alike, the one whose photograph stands first in the database goes first. Database
    /// rows without an individual are passed over.
    ///
    /// - Parameters:
    ///   - queries: as wide as the database.
    ///   - database: the one that the search was made for, with its individuals.
    ///   - own: for queries the database row that is the query itself, and is passed over.
    public func rank(
        _ queries: Embeddings, in database: Embeddings, own: [Int?]? = nil
    ) -> [RankedPhotograph] {
        guard let individuals = database.individuals else {
            preconditionFailure("the database's embeddings lack individuals")
        }
        let found = neighbours(of: queries, own: own)
        let width = found.rows.size(1)
        let scores = found.scores.array(of: Float.self)
        let rows = found.rows.array(of: Int.self)
        return queries.images.indices.map { query in
            var seen: Set<String> = []
            var candidates: [Candidate] = []
            for place in query * width..<(query + 1) * width {
                let row = rows[place]
                if let own, own[query] == row { continue }
                guard let name = individuals[row], seen.insert(name).inserted else { continue }
                candidates.append(Candidate(individual: name, score: scores[place], row: row))
            }
            return RankedPhotograph(
                image: queries.images[query], truth: queries.individuals?[query],
                candidates: candidates)
        }
    }
}
