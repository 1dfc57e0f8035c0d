import Randomness

/// Queries and a database in which every query's individual is known.
///
/// Each individual gives about the same share of its photographs, and keeps at least one in the database.
/// Photographs of one group stay on one side. Photographs of nobody known are on neither, as are those
/// of a group that holds nobody else.
public struct ClosedSetSplit: Sendable {
    /// The share of photographs to ask about, 0 to 1; fewer where the promise demands it.
    public var queryShare: Double
    /// What must not be parted.
    public var grouping: Grouping
    /// The same seed gives the same split, whatever the order of the rows.
    public var seed: UInt64

    /// A split of a seed.
    public init(queryShare: Double = 0.2, grouping: Grouping = .none, seed: UInt64 = 0) {
        precondition(0...1 ~= queryShare, "a share is from 0 to 1, found \(queryShare)")
        self.queryShare = queryShare
        self.grouping = grouping
        self.seed = seed
    }

    /// Puts rows on two sides.
    public func sides(of table: PhotographTable) -> Sides {
        sides(of: table, among: table.photographs.indices.filter { _ in true })
    }

    /// Puts some of the rows on two sides.
    func sides(of table: PhotographTable, among candidates: [Int]) -> Sides {
        var random = SeededRandom(seed: seed)
        let groups = grouping.groups(of: table)
        let allowed = Set(candidates)
        let rows = CanonicalOrder(table).rows.filter {
            allowed.contains($0) && table[$0].individual != nil
        }
        var photographs: [String: Int] = [:]
        for row in rows { photographs[table[row].individual ?? "", default: 0] += 1 }
        let target = Int((queryShare * Double(rows.count)).rounded())
        var asked: [String: Int] = [:]
        var queries: Set<Int> = []
        let bursts = random.shuffled(
            CanonicalOrder(table).grouped(rows) { groups[$0] }.map(\.rows))
        // First evenly by individual, then whatever reaches the share.
        for isEven in [true, false] {
            for burst in bursts where queries.count + burst.count <= target {
                guard !queries.contains(burst[0]) else { continue }
                var added: [String: Int] = [:]
                for row in burst { added[table[row].individual ?? "", default: 0] += 1 }
                let fits = added.allSatisfy { name, count in
                    let total = photographs[name, default: 0]
                    let even = Int((queryShare * Double(total)).rounded(.up))
                    let most = isEven ? min(even, total - 1) : total - 1
                    return asked[name, default: 0] + count <= most
                }
                guard fits else { continue }
                asked.merge(added, uniquingKeysWith: +)
                queries.formUnion(burst)
            }
        }
        return Sides(database: rows.filter { !queries.contains($0) }, queries: queries)
    }
}
