import Torch

/// What a classifier's head says of individuals, blended into how near their photographs are.
///
/// `(1 − weight) · score + weight · cosine with the class`. An individual that the head does not know keeps its score; one
/// that is among the head's best classes, but not among the neighbours, counts as near as the last of these.
public struct ClassBlend {
    /// How many of the head's best classes become candidates.
    private static let classesPerQuery = 20

    /// The individuals, by the classes' numbers.
    public let classes: [String]
    /// How much the head counts, 0 to 1.
    public let weight: Double
    /// Cosines with the classes, `[N, D]` to `[N, classes]`.
    private let scores: (Tensor) -> Tensor

    /// A blend with a head's scores.
    public init(
        classes: [String], weight: Double, scores: @escaping (Tensor) -> Tensor
    ) {
        precondition((0...1).contains(weight), "a weight is from 0 to 1, found \(weight)")
        self.classes = classes
        self.weight = weight
        self.scores = scores
    }

    /// Ranked photographs with the head's opinion.
    ///
    /// - Parameters:
    ///   - ranked: the queries, ranked by neighbours.
    ///   - queries: their embeddings.
    ///   - database: where they were ranked; a class without a photograph in it is no candidate.
    public func blended(
        _ ranked: [RankedPhotograph], _ queries: Embeddings, in database: Embeddings
    ) -> [RankedPhotograph] {
        precondition(
            ranked.count == queries.count, "\(ranked.count) photographs, \(queries.count) queries")
        var firstRows: [String: Int] = [:]
        for (row, name) in (database.individuals ?? []).enumerated() {
            if let name, firstRows[name] == nil { firstRows[name] = row }
        }
        let numbers = Dictionary(uniqueKeysWithValues: zip(classes, classes.indices))
        let count = min(Self.classesPerQuery, classes.count)
        var blended = ranked
        for start in stride(from: 0, to: queries.count, by: 1024) {
            let block = start..<min(start + 1024, queries.count)
            let (cosines, best) = noGrad {
                let found = scores(queries.vectors[block]).to(.float32)
                return (found, found.topK(count).indices.array(of: Int.self))
            }
            for query in block {
                let row = query - start
                for number in best[row * count..<(row + 1) * count] {
                    blended[query].add(classes[number], firstRow: firstRows[classes[number]])
                }
                let candidates = blended[query].candidates
                let known = candidates.compactMap { numbers[$0.individual] }
                let values = cosines[row].indexSelect(0, Tensor(known)).array(of: Float.self)
                var next = 0
                for place in candidates.indices where numbers[candidates[place].individual] != nil {
                    blended[query].candidates[place].score =
                        Float(1 - weight) * candidates[place].score + Float(weight) * values[next]
                    next += 1
                }
                blended[query].candidates.sort { $0.score > $1.score }
            }
        }
        return blended
    }
}

extension RankedPhotograph {
    /// Adds an individual that is not there yet, as near as the last one.
    fileprivate mutating func add(_ individual: String, firstRow: Int?) {
        guard let firstRow, !candidates.contains(where: { $0.individual == individual }) else {
            return
        }
        candidates.append(
            Candidate(
                individual: individual, score: candidates.last?.score ?? -1, row: firstRow,
                similarity: candidates.last?.similarity ?? -1))
    }
}
