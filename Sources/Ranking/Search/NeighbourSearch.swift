import Torch

/// The nearest database rows of each query, nearest first; rows that are equally near stand in the database's order.
public struct Neighbours {
    /// What rows are ordered by, `[queries, k]`, `float32`: cosines, unless they were re-ranked; −2 where there are fewer.
    public let scores: Tensor
    /// Rows of the database, `[queries, k]`, `int64`; −1 where there are fewer.
    public let rows: Tensor
    /// Cosines, `[queries, k]`, `float32`; −2 where there are fewer.
    public let cosines: Tensor

    /// Neighbours, by default ordered by their cosines.
    init(scores: Tensor, rows: Tensor, cosines: Tensor? = nil) {
        self.scores = scores
        self.rows = rows
        self.cosines = cosines ?? scores
    }
}

/// Exact k nearest neighbours by cosine.
///
/// A first look, block by block, guesses all scores, by short numbers where the processor is fast with these. Rows that may
/// be among the nearest, given how far a guess may be off, are compared in full precision: what comes out is exact, and
/// the same whatever the first look, the blocks and the other queries. Memory stays bounded: beside the database there
/// are its copy for the first look, and a block's scores.
public struct NeighbourSearch {
    private let database: Tensor
    private let count: Int
    private let firstLook: FirstLook
    private let queriesPerBlock: Int

    /// A search for the `count` nearest rows of a database, or all of them where it has fewer.
    ///
    /// - Parameters:
    ///   - precision: what the first look reads; it decides about time and memory, not about what is found.
    ///   - queriesPerBlock: how many queries are compared at a time.
    public init(
        in database: Embeddings, count: Int = 100, precision: FirstLookPrecision = .automatic,
        queriesPerBlock: Int = 1024
    ) {
        precondition(count > 0, "at least one neighbour is looked for, found \(count)")
        precondition(database.count > 0, "a database holds at least one embedding")
        precondition(queriesPerBlock > 0, "at least one query is compared at a time")
        self.database = database.vectors
        self.count = min(count, database.count)
        self.queriesPerBlock = queriesPerBlock
        firstLook = noGrad { FirstLook(database.vectors, precision: precision) }
    }

    /// The nearest rows of each query, which must be as wide as the database's.
    ///
    /// Where `own` gives for queries the database row that is the query itself, that row is passed over.
    ///
    /// - Parameter progress: called with the number of queries that were compared since the last call.
    public func neighbours(
        of queries: Embeddings, own: [Int?]? = nil, progress: (Int) -> Void = { _ in }
    ) -> Neighbours {
        neighbours(of: queries, own: own, count: count, passing: nil, progress: progress)
    }

    /// The `count` nearest rows of each query that are not of groups that it passes over.
    func neighbours(
        of queries: Embeddings, own: [Int?]?, count: Int, passing groups: PassedGroups?,
        progress: (Int) -> Void = { _ in }
    ) -> Neighbours {
        precondition(
            queries.width == database.size(1),
            "queries are \(queries.width) wide, the database \(database.size(1))")
        precondition(
            (own?.count ?? queries.count) == queries.count,
            "\(queries.count) queries, \(own?.count ?? 0) own rows")
        let ownRows = Tensor(own?.map { $0 ?? -1 } ?? Array(repeating: -1, count: queries.count))
        let scores = Tensor.empty([queries.count, count])
        let rows = Tensor.empty([queries.count, count], dtype: .int64)
        noGrad {
            for start in stride(from: 0, to: queries.count, by: queriesPerBlock) {
                let block = start..<min(start + queriesPerBlock, queries.count)
                let found = nearest(
                    count, queries.vectors[block], own: ownRows[block], passing: groups?[block],
                    room: firstLook.candidatesPerNeighbour * count + 64)
                scores[block] = found.scores
                rows[block] = found.rows
                progress(block.count)
            }
        }
        return Neighbours(scores: scores, rows: rows)
    }

    /// The nearest of a block of queries; those for which there was not room enough are looked at again.
    private func nearest(
        _ count: Int, _ queries: Tensor, own: Tensor, passing groups: PassedGroups?, room: Int
    ) -> (scores: Tensor, rows: Tensor) {
        let rowCount = database.size(0)
        let candidates = NearestCandidates(
            queries: queries.size(0), capacity: min(room, rowCount + 1))
        let size = firstLook.blockSize(queries: queries.size(0))
        for first in stride(from: 0, to: rowCount, by: size) {
            let guess = firstLook.guess(queries, first..<min(first + size, rowCount))
            candidates.gather(
                guess.scores, first: first, count: count, margins: guess.margins, own: own,
                passing: groups)
        }
        let found = candidates.ordered(for: queries, in: database, count: count)
        let overflowed = candidates.overflowed
        guard !overflowed.isEmpty else { return found }
        // As the room grows, there are fewer at a time, so that memory stays bounded.
        let block = max(1, queries.size(0) / 4)
        for start in stride(from: 0, to: overflowed.count, by: block) {
            let places = Tensor(
                Array(overflowed[start..<min(start + block, overflowed.count)]))
            let again = nearest(
                count, queries.indexSelect(0, places), own: own.indexSelect(0, places),
                passing: groups?[places], room: 4 * room)
            found.scores[places] = again.scores
            found.rows[places] = again.rows
        }
        return found
    }
}
