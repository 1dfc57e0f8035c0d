import Torch

/// What a classifier's head says of individuals, blended into how near their photographs are.
///
/// `(1 − weight) · score + weight · cosine with the class`. An individual that the head does not know keeps its score. One
/// that is among the head's best classes, but not among the neighbours, joins with its nearest photograph, behind all
/// neighbours.
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
    ///   - queries: their embeddings, as they were compared.
    ///   - database: what they were compared with; a class without a photograph in it is no candidate.
    ///   - own: for queries the database row that is the query itself, and is passed over.
    ///   - score: what individuals were ranked by.
    public func blended(
        _ ranked: [RankedPhotograph], _ queries: Embeddings, in database: Embeddings,
        own: [Int?]? = nil, by score: IndividualScore = .best
    ) -> [RankedPhotograph] {
        precondition(
            ranked.count == queries.count, "\(ranked.count) photographs, \(queries.count) queries")
        precondition(
            (own?.count ?? queries.count) == queries.count,
            "\(queries.count) queries, \(own?.count ?? 0) own rows")
        let photographs = PhotographsOfIndividuals(in: database)
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
                let likely = best[row * count..<(row + 1) * count].map { classes[$0] }
                let missing = Set(likely).subtracting(
                    blended[query].candidates.map(\.individual))
                blended[query].append(
                    photographs.nearest(
                        of: likely.filter(missing.contains), to: queries.vectors[query],
                        own: own?[query]), by: score)
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
