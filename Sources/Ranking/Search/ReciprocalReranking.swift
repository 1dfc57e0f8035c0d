import Torch

/// Re-ranking by reciprocal neighbours (Zhong et al., CVPR 2017, arXiv 1701.08398): two photographs are alike where they
/// are among each other's nearest, and share these.
///
/// Queries and database together are a graph (``ReciprocalGraph``), so that queries help each other: what one is answered
/// depends on which others are asked. `(1 − λ) · Jaccard distance + λ · distance` puts a query's neighbours in a new
/// order (section 3.5); distances are squared Euclidean ones between embeddings of length 1, over the query's greatest,
/// as in the authors' code.
public struct ReciprocalReranking: Sendable, Hashable {
    /// How many nearest photographs may be reciprocal ones, k₁.
    public var neighbours: Int
    /// Over how many nearest photographs, each itself among them, vectors are averaged, k₂.
    public var averaged: Int
    /// How much the plain distance counts, λ, 0 to 1.
    public var distanceWeight: Double

    /// A re-ranking; by default with the paper's parameters.
    public init(neighbours: Int = 20, averaged: Int = 6, distanceWeight: Double = 0.3) {
        precondition(neighbours > 0 && averaged > 0, "at least one neighbour counts")
        precondition(
            (0...1).contains(distanceWeight), "a weight is from 0 to 1, found \(distanceWeight)")
        self.neighbours = neighbours
        self.averaged = averaged
        self.distanceWeight = distanceWeight
    }

    /// The neighbours in their new order, those that score alike in the old one.
    ///
    /// - Parameters:
    ///   - found: each query's nearest rows of the database.
    ///   - queries: the queries.
    ///   - database: what was searched.
    /// - Returns: the same rows and cosines; scores are 1 − the new distance.
    public func reranked(
        _ found: Neighbours, of queries: Embeddings, in database: Embeddings
    ) -> Neighbours {
        let graph = ReciprocalGraph(
            Tensor.cat([queries.vectors, database.vectors]), neighbours: neighbours,
            averaged: averaged)
        let width = found.rows.size(1)
        let cosines = found.cosines.array(of: Float.self)
        let rows = found.rows.array(of: Int.self)
        var scores = cosines
        var ordered = (rows: rows, cosines: cosines)
        for query in queries.images.indices {
            let places = query * width..<(query + 1) * width
            let renewed = places.filter { rows[$0] >= 0 }.map { place in
                let jaccard = graph.jaccardDistance(query, queries.count + rows[place])
                let distance = graph.distance(from: query, cosine: cosines[place])
                return (
                    place: place,
                    score: Float(
                        1 - (1 - distanceWeight) * jaccard - distanceWeight * distance)
                )
            }.sorted { ($1.score, $0.place) < ($0.score, $1.place) }
            for (place, entry) in zip(places, renewed) {
                scores[place] = entry.score
                ordered.rows[place] = rows[entry.place]
                ordered.cosines[place] = cosines[entry.place]
            }
        }
        return Neighbours(
            scores: Tensor(scores).reshape(-1, width),
            rows: Tensor(ordered.rows).reshape(-1, width),
            cosines: Tensor(ordered.cosines).reshape(-1, width))
    }
}
