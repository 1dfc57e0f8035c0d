import Torch

/// Photographs as points: those of one individual lie together.
public struct Embeddings {
    /// A row per photograph, of length 1, `[N, D]`, `float32`.
    public let vectors: Tensor
    /// What each row was made from: a path, or an identifier.
    public let images: [String]
    /// Who each row shows, `nil` for the rows where that is not known; `nil` where it is for none.
    public let individuals: [String?]?
    /// The digest of the model that made them; embeddings of two models cannot be compared.
    public let model: String?

    /// Rows with what they stand for; rows are brought to length 1.
    ///
    /// - Parameters:
    ///   - vectors: `[N, D]`, real numbers.
    ///   - images: N names.
    ///   - individuals: N names, or none at all.
    public init(
        vectors: Tensor, images: [String], individuals: [String?]? = nil, model: String? = nil
    ) {
        precondition(vectors.rank == 2, "embeddings are [N, D], found \(vectors.shape)")
        precondition(
            vectors.size(0) == images.count && (individuals?.count ?? images.count) == images.count,
            "\(vectors.size(0)) embeddings, \(images.count) images, \(individuals?.count ?? 0) individuals"
        )
        self.vectors = noGrad { vectors.to(.float32).normalized() }
        self.images = images
        self.individuals = individuals
        self.model = model
    }

    /// How many photographs there are.
    public var count: Int { images.count }

    /// The length of a row, D.
    public var width: Int { vectors.size(1) }

    /// For each photograph the row of the same image in another set; `nil` where it is not there.
    public func rows(in other: Embeddings) -> [Int?] {
        let rows = Dictionary(
            zip(other.images, other.images.indices), uniquingKeysWith: { first, _ in first })
        return images.map { rows[$0] }
    }

    /// The rows at these places, in this order.
    public func rows(_ rows: [Int]) -> Embeddings {
        Embeddings(
            vectors: vectors.indexSelect(0, Tensor(rows)), images: rows.map { images[$0] },
            individuals: individuals.map { names in rows.map { names[$0] } }, model: model)
    }
}
