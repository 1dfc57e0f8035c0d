/// Rows of a table on two sides: what is known, and what is asked.
///
/// In training, `database` is what a model learns from, and `queries` what it is judged by.
public struct Sides: Sendable, Equatable, Codable {
    /// The rows that are known, ascending.
    public var database: [Int]
    /// The rows that are asked about, ascending.
    public var queries: [Int]

    /// Rows on two sides, put into ascending order.
    public init(database: some Sequence<Int>, queries: some Sequence<Int>) {
        self.database = database.sorted()
        self.queries = queries.sorted()
    }

    /// The table with these sides as its split, the rest being `unused`.
    ///
    /// Say `.train` and `.validation` for a split to train with.
    public func applied(
        to table: PhotographTable, database: SplitName = .database, queries: SplitName = .query
    ) -> PhotographTable {
        var result = table
        for row in 0..<table.count { result[row].split = .unused }
        for row in self.database { result[row].split = database }
        for row in self.queries { result[row].split = queries }
        return result
    }
}
