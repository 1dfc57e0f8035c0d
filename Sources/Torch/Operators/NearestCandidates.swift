import CTorch

extension Tensor {
    /// The inner product of each query with each row, `[Q, D]` and `[N, D]` to `[Q, N]`, in `float32`.
    ///
    /// The rows are read once for four queries, as fast as memory gives them: for few queries and many rows.
    ///
    /// - Parameters:
    ///   - rows: of `float32`, `bfloat16` or `int8`, in one piece on the CPU.
    ///   - scales: what products with each row are multiplied by, `[N]`.
    public func innerProducts(with rows: Tensor, scales: Tensor? = nil) -> Tensor {
        result(ctorch_inner_products(handle, rows.handle, scales?.handle))
    }
}

/// Groups of rows that queries pass over. Rows of the group −1 are passed over by all.
public struct PassedGroups {
    /// The group of each row of the table, `int64` `[N]`.
    public let ofRows: Tensor
    /// The groups that each query passes over, `int64` `[Q, P]`; −1 where there are fewer.
    public let passed: Tensor

    /// Groups that are passed over.
    public init(ofRows: Tensor, passed: Tensor) {
        self.ofRows = ofRows
        self.passed = passed
    }

    /// The same for some of the queries.
    public subscript(queries: Tensor) -> PassedGroups {
        PassedGroups(ofRows: ofRows, passed: passed.indexSelect(0, queries))
    }

    /// The same for a range of the queries.
    public subscript(queries: Range<Int>) -> PassedGroups {
        PassedGroups(ofRows: ofRows, passed: passed[queries])
    }
}

/// Rows of a table that may be among the nearest of some queries, gathered by guessed scores, block by block.
///
/// A guess may be off by an error that the caller knows. Whoever may be among the greatest by that error stays, so that
/// what ``ordered(for:in:count:)`` returns is exact.
public final class NearestCandidates {
    private let scores: Tensor
    private let rows: Tensor
    private let counts: Tensor
    private let floors: Tensor

    /// None yet, with room for so many of each query.
    public init(queries: Int, capacity: Int) {
        scores = Tensor.zeros([queries, capacity])
        rows = Tensor.zeros([queries, capacity], dtype: .int64)
        counts = Tensor.zeros([queries], dtype: .int64)
        floors = Tensor.full([queries], -Double.infinity)
    }

    /// Lets rows join that may be among the `count` with the greatest scores.
    ///
    /// - Parameters:
    ///   - scores: guesses for a block of rows, `[Q, B]`, `float32` or `bfloat16`.
    ///   - first: the row of the first column.
    ///   - count: fewer than there is room for.
    ///   - margins: how far two guesses of a query may lie apart and yet stand the other way round, `[Q]`; the rounding
    ///     of `bfloat16` scores comes on top.
    ///   - own: rows that are passed over, `int64` `[Q]`; −1 for none.
    ///   - groups: further ones that are passed over; none if `nil`.
    public func gather(
        _ scores: Tensor, first: Int, count: Int, margins: Tensor, own: Tensor,
        passing groups: PassedGroups? = nil
    ) {
        guard
            ctorch_gather_candidates(
                scores.handle, Int64(first), Int64(count), margins.handle, own.handle,
                groups?.ofRows.handle, groups?.passed.handle, handles)
        else { stop(.last) }
    }

    /// The queries that there was no room for.
    public var overflowed: [Int] {
        counts.array(of: Int.self).enumerated().filter { $0.element < 0 }.map(\.offset)
    }

    /// The nearest rows, by their full precision, the nearest first, equal ones in the table's order.
    ///
    /// - Parameters:
    ///   - queries: `[Q, D]`, `float32`.
    ///   - table: `[N, D]`, `float32`.
    /// - Returns: inner products and rows, `[Q, count]`; −2 and −1 where there are fewer.
    public func ordered(
        for queries: Tensor, in table: Tensor, count: Int
    ) -> (scores: Tensor, rows: Tensor) {
        let found = Tensor.empty([queries.size(0), count])
        let foundRows = Tensor.empty([queries.size(0), count], dtype: .int64)
        guard
            ctorch_order_candidates(
                queries.handle, table.handle, handles, found.handle, foundRows.handle)
        else { stop(.last) }
        return (found, foundRows)
    }

    private var handles: ctorch_candidates {
        ctorch_candidates(
            scores: scores.handle, rows: rows.handle, counts: counts.handle, floors: floors.handle)
    }
}
