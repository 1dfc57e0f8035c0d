import Torch

/// Neighbours to individuals.
extension NeighbourSearch {
    /// Ranks the individuals among each query's neighbours.
    ///
    /// Where two individuals score alike, the one whose nearest photograph is nearer goes first; where these are equally
    /// near, the one whose photograph stands first in the database. Of re-ranked neighbours the foremost are the nearest,
    /// and their new scores stand for cosines. Database rows without an individual are passed over. Where the neighbours
    /// show fewer individuals than are wanted, the nearest others follow.
    ///
    /// - Parameters:
    ///   - queries: as wide as the database.
    ///   - database: the one that the search was made for, with its individuals.
    ///   - own: for queries the database row that is the query itself, and is passed over.
    ///   - score: what individuals score.
    ///   - reranking: puts the neighbours in a new order first.
    ///   - atLeast: how many individuals are wanted, where the database has so many.
    ///   - progress: called with the number of queries that were ranked since the last call.
    public func rank(
        _ queries: Embeddings, in database: Embeddings, own: [Int?]? = nil,
        by score: IndividualScore = .best, reranking: ReciprocalReranking? = nil,
        atLeast: Int = 5, progress: (Int) -> Void = { _ in }
    ) -> [RankedPhotograph] {
        let catalogue = Catalogue(of: database)
        let nearest = neighbours(of: queries, own: own, progress: progress)
        let found = reranking?.reranked(nearest, of: queries, in: database) ?? nearest
        var ranked = catalogue.ranked(queries, by: found, score)
        let wanted = min(atLeast, catalogue.names.count)
        var short = ranked.indices.filter { ranked[$0].candidates.count < wanted }
        while !short.isEmpty {
            let part = queries.rows(short)
            let others = neighbours(
                of: part, own: own.map { own in short.map { own[$0] } },
                count: min(Self.othersPerIndividual * wanted, database.count),
                passing: catalogue.groups(of: short.map { ranked[$0].candidates }))
            let more = catalogue.ranked(part, by: others, .best)
            short = zip(short, more).compactMap { query, more in
                ranked[query].append(more.candidates, upTo: wanted, by: score)
                let goesOn = !more.candidates.isEmpty && ranked[query].candidates.count < wanted
                return goesOn ? query : nil
            }
        }
        return ranked
    }

    /// How many photographs of other individuals are looked at for each that is wanted, where neighbours show too few.
    private static let othersPerIndividual = 4
}

/// Who the database's rows show, by numbers.
private struct Catalogue {
    private(set) var names: [String] = []
    /// −1 where nobody said.
    private let numbers: [Int]

    init(of database: Embeddings) {
        guard let individuals = database.individuals else {
            preconditionFailure("the database's embeddings lack individuals")
        }
        var names: [String] = []
        var known: [String: Int] = [:]
        numbers = individuals.map { name in
            guard let name else { return -1 }
            if let number = known[name] { return number }
            known[name] = names.count
            names.append(name)
            return names.count - 1
        }
        self.names = names
    }

    /// Photographs of these candidates' individuals, and of nobody, as groups to pass over.
    func groups(of candidates: [[Candidate]]) -> PassedGroups {
        let width = candidates.map(\.count).max() ?? 0
        let passed = candidates.flatMap { found in
            found.map { numbers[$0.row] } + Array(repeating: -1, count: width - found.count)
        }
        return PassedGroups(
            ofRows: Tensor(numbers), passed: Tensor(passed).reshape(candidates.count, width))
    }

    func ranked(
        _ queries: Embeddings, by neighbours: Neighbours, _ score: IndividualScore
    ) -> [RankedPhotograph] {
        let width = neighbours.rows.size(1)
        let scored = neighbours.scores.array(of: Float.self)
        let cosines = neighbours.cosines.array(of: Float.self)
        let rows = neighbours.rows.array(of: Int.self)
        // The place among a query's candidates of an individual, if it has one.
        var places = Array(repeating: -1, count: names.count)
        return queries.images.indices.map { query in
            var found: [(number: Int, row: Int, cosine: Float)] = []
            var own: [[Float]] = []
            for place in query * width..<(query + 1) * width where rows[place] >= 0 {
                let number = numbers[rows[place]]
                guard number >= 0 else { continue }
                if places[number] < 0 {
                    places[number] = found.count
                    found.append((number, rows[place], cosines[place]))
                    own.append([scored[place]])
                } else if score != .best {
                    own[places[number]].append(scored[place])
                }
            }
            for candidate in found { places[candidate.number] = -1 }
            let scores = score.scores(of: own)
            var candidates = found.indices.map { place in
                Candidate(
                    individual: names[found[place].number], score: scores[place],
                    row: found[place].row, similarity: found[place].cosine)
            }
            // The nearest stand first already, and those that score alike stay so.
            if score != .best { candidates.sort { $0.score > $1.score } }
            return RankedPhotograph(
                image: queries.images[query], truth: queries.individuals?[query],
                candidates: candidates)
        }
    }
}
