import Randomness

/// Queries and a database, or folds, in which no group (encounter, day, burst) is on both sides.
///
/// Individuals may be on both sides or on one, as it comes; photographs of nobody known take part, so that
/// it also splits photographs for a detector.
public struct GroupSplit: Sendable {
    /// What must not be parted.
    public var grouping: Grouping
    /// The same seed gives the same split, whatever the order of the rows.
    public var seed: UInt64

    /// A split of a seed.
    public init(grouping: Grouping, seed: UInt64 = 0) {
        self.grouping = grouping
        self.seed = seed
    }

    /// Puts rows on two sides, at most the share of them among the queries.
    public func sides(of table: PhotographTable, queryShare: Double = 0.2) -> Sides {
        precondition(0...1 ~= queryShare, "a share is from 0 to 1, found \(queryShare)")
        let target = Int((queryShare * Double(table.count)).rounded())
        var queries: [Int] = []
        var database: [Int] = []
        for group in shuffledGroups(of: table) {
            if queries.count + group.count <= target {
                queries += group
            } else {
                database += group
            }
        }
        return Sides(database: database, queries: queries)
    }

    /// Puts every row into one of several folds of about equal size.
    public func folds(of table: PhotographTable, count: Int = 5) -> Folds {
        precondition(count >= 2, "there are at least 2 folds, found \(count)")
        var places = [Folds.Place](repeating: .nowhere, count: table.count)
        var loads = Array(repeating: 0, count: count)
        let groups = shuffledGroups(of: table).enumerated()
            .sorted { (-$0.element.count, $0.offset) < (-$1.element.count, $1.offset) }
        for (_, group) in groups {
            let fold = loads.indices.min { (loads[$0], $0) < (loads[$1], $1) } ?? 0
            loads[fold] += group.count
            for row in group { places[row] = .fold(fold) }
        }
        return Folds(count: count, places: places)
    }

    private func shuffledGroups(of table: PhotographTable) -> [[Int]] {
        var random = SeededRandom(seed: seed)
        let groups = grouping.groups(of: table)
        return random.shuffled(CanonicalOrder(table).grouped { groups[$0] }.map(\.rows))
    }
}
