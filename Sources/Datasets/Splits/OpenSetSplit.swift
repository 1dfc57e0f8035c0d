import Randomness

/// Queries and a database in which some queries' individuals are new: whole individuals are held out.
///
/// Of all others, a share of photographs is asked about as in a `ClosedSetSplit`. Where a group holds
/// photographs of a new individual and a known one, the known one's are on neither side.
public struct OpenSetSplit: Sendable {
    /// The share of individuals that are new, 0 to 1.
    public var newIndividualShare: Double
    /// The share of the known individuals' photographs to ask about, 0 to 1; 0 leaves nothing but new
    /// individuals among the queries.
    public var queryShare: Double
    /// What must not be parted.
    public var grouping: Grouping
    /// The same seed gives the same split, whatever the order of the rows.
    public var seed: UInt64

    /// A split of a seed.
    public init(
        newIndividualShare: Double = 0.2, queryShare: Double = 0.2, grouping: Grouping = .none,
        seed: UInt64 = 0
    ) {
        precondition(
            0...1 ~= newIndividualShare && 0...1 ~= queryShare,
            "shares are from 0 to 1, found \(newIndividualShare) and \(queryShare)")
        self.newIndividualShare = newIndividualShare
        self.queryShare = queryShare
        self.grouping = grouping
        self.seed = seed
    }

    /// Puts rows on two sides.
    public func sides(of table: PhotographTable) -> Sides {
        var random = SeededRandom(seed: seed)
        let names = random.shuffled(table.individuals.keys.sorted())
        let count = Int((newIndividualShare * Double(names.count)).rounded())
        let new = Set(names.prefix(count))
        let groups = grouping.groups(of: table)
        var queries: [Int] = []
        var known: [Int] = []
        for (row, photograph) in table.photographs.enumerated() {
            guard let individual = photograph.individual else { continue }
            if new.contains(individual) { queries.append(row) } else { known.append(row) }
        }
        let taken = Set(queries.map { groups[$0] })
        let rest = ClosedSetSplit(
            queryShare: queryShare, grouping: grouping, seed: random.next()
        ).sides(of: table, among: known.filter { !taken.contains(groups[$0]) })
        return Sides(database: rest.database, queries: queries + rest.queries)
    }
}
