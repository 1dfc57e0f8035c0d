import Torch

/// The nearest database rows of each query, nearest first; rows that are equally near stand in the database's order.
public struct Neighbours {
    /// Cosines, `[queries, k]`, `float32`.
    public let scores: Tensor
    /// Rows of the database, `[queries, k]`, `int64`.
    public let rows: Tensor
}

/// Exact k nearest neighbours by cosine.
///
/// Queries are compared in blocks, so that memory stays bounded: a block's cosines take at most `blockBytes`.
public struct NeighbourSearch {
    private let database: Tensor
    private let count: Int
    private let blockBytes: Int

    /// A search for the `count` nearest rows of a database, or all of them where it has fewer.
    public init(in database: Embeddings, count: Int = 100, blockBytes: Int = 64 << 20) {
        precondition(count > 0, "at least one neighbour is looked for, found \(count)")
        precondition(database.count > 0, "a database holds at least one embedding")
        self.database = database.vectors
        self.count = min(count, database.count)
        self.blockBytes = blockBytes
    }

    /// The nearest rows of each query, which must be as wide as the database's.
    ///
    /// Where `own` gives for queries the database row that is the query itself, that row comes last, at −2.
    public func neighbours(of queries: Embeddings, own: [Int?]? = nil) -> Neighbours {
        let rowCount = database.size(0)
        precondition(
            queries.width == database.size(1),
            "queries are \(queries.width) wide, the database \(database.size(1))")
        precondition(
            (own?.count ?? queries.count) == queries.count,
            "\(queries.count) queries, \(own?.count ?? 0) own rows")
        let perBlock = max(1, blockBytes / (rowCount * MemoryLayout<Float>.size))
        var scores: [Tensor] = []
        var rows: [Tensor] = []
        noGrad {
            for start in stride(from: 0, to: queries.count, by: perBlock) {
                let block = start..<min(start + perBlock, queries.count)
                let cosines = queries.vectors[block].matmul(database.transpose(0, 1))
                let pairs = block.compactMap { query in
                    own?[query].map { (query: query - start, row: $0) }
                }
                if !pairs.isEmpty {
                    cosines[Tensor(pairs.map(\.query)), Tensor(pairs.map(\.row))] =
                        Tensor.full([], -2)
                }
                let best = nearest(cosines)
                scores.append(best.values)
                rows.append(best.indices)
            }
        }
        guard let first = scores.first, let firstRows = rows.first else {
            return Neighbours(
                scores: Tensor.zeros([0, count]), rows: Tensor.zeros([0, count], dtype: .int64))
        }
        return scores.count == 1
            ? Neighbours(scores: first, rows: firstRows)
            : Neighbours(scores: Tensor.cat(scores), rows: Tensor.cat(rows))
    }

    /// The greatest cosines of each row, equal ones as they stand in the database.
    ///
    /// libtorch's `topk` leaves the order of equal elements open. Duplicates among photographs make them, so such
    /// rows, which are few, are sorted as a whole.
    private func nearest(_ cosines: Tensor) -> (values: Tensor, indices: Tensor) {
        let columns = cosines.size(1)
        let found = cosines.topK(min(count + 1, columns))
        let width = found.values.size(1)
        let values = found.values[.all, 0..<count]
        let indices = found.indices[.all, 0..<count]
        guard width > 1 else { return (values, indices) }
        let repeats = found.values[.all, 1...] .== found.values[.all, 0..<(width - 1)]
        let tied = repeats.sum(1).nonzero().flatten()
        guard tied.count > 0 else { return (values, indices) }
        let sorted = cosines.indexSelect(0, tied).sort(1, descending: true)
        let places = tied.unsqueeze(1).expand([tied.count, count])
        return (
            values.clone().scatterInPlace(0, places, sorted.values[.all, 0..<count]),
            indices.clone().scatterInPlace(0, places, sorted.indices[.all, 0..<count])
        )
    }
}
