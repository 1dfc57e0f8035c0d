import Torch

/// Query expansion: an embedding is drawn towards its nearest neighbours, so that it tells less of its own photograph
/// and more of the animal.
///
/// `q + Σ cos(q, n)^α n` over the k nearest rows n of the database, brought to length 1 (αQE, arXiv 1711.02512,
/// section 3.3.2; with α = 0 the plain average of Chum et al., ICCV 2007). The database's own rows expanded the same
/// way are its augmentation.
public struct QueryExpansion: Sendable, Hashable {
    /// How many neighbours are added, k.
    public var neighbours: Int
    /// How much more near ones count than far ones, α.
    public var exponent: Double

    /// An expansion by k neighbours.
    public init(neighbours: Int, exponent: Double = 3) {
        precondition(neighbours > 0, "at least one neighbour is added, found \(neighbours)")
        precondition(exponent >= 0, "nearer neighbours do not count less, found \(exponent)")
        self.neighbours = neighbours
        self.exponent = exponent
    }

    /// The queries, drawn towards the database.
    ///
    /// - Parameter own: for queries the database row that is the query itself, and is passed over.
    public func expanded(
        _ queries: Embeddings, in database: Embeddings, own: [Int?]? = nil
    ) -> Embeddings {
        guard queries.count > 0 else { return queries }
        let found = NeighbourSearch(in: database, count: neighbours)
            .neighbours(of: queries, own: own)
        let vectors = noGrad {
            // Those that look away count nothing; nor do those that are missing, which stand at −2.
            let weights =
                found.scores.clamp(min: 0).pow(exponent) * (found.scores .> 0).to(.float32)
            return (0..<found.rows.size(1)).reduce(queries.vectors) { sum, place in
                let rows = database.vectors.indexSelect(0, found.rows[.all, place].clamp(min: 0))
                return sum + rows * weights[.all, place].unsqueeze(1)
            }
        }
        return Embeddings(
            vectors: vectors, images: queries.images, individuals: queries.individuals,
            model: queries.model)
    }

    /// The database, each row drawn towards its neighbours but itself.
    public func augmented(_ database: Embeddings) -> Embeddings {
        expanded(database, in: database, own: database.images.indices.map { $0 })
    }
}
