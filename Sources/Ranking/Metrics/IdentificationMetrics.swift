/// How often photographs were identified rightly.
///
/// Photographs whose individual is not known take no part.
public struct IdentificationMetrics: Sendable, Hashable, Codable {
    /// Photographs judged.
    public let count: Int
    /// The share of them whose best candidate is right, 0 to 1.
    public let top1: Double
    /// The share of them with the right individual among the five best candidates, 0 to 1.
    public let top5: Double
    /// The mean of 1 / rank of the right individual where it is among the five best, of 0 where it is not (the
    /// Happywhale competition's MAP@5, as every photograph has one right answer).
    public let map5: Double

    /// Judges ranked photographs.
    public init(_ photographs: some Sequence<RankedPhotograph>) {
        self.init(ranks: photographs.lazy.filter { $0.truth != nil }.map(\.rank))
    }

    /// Judges ranks of right answers, counted from 0, `nil` where the right one was not given.
    public init(ranks: some Sequence<Int?>) {
        var count = 0
        var first = 0
        var five = 0
        var precision = 0.0
        for rank in ranks {
            count += 1
            guard let rank, rank < 5 else { continue }
            first += rank == 0 ? 1 : 0
            five += 1
            precision += 1 / Double(rank + 1)
        }
        let total = Double(max(count, 1))
        self.count = count
        top1 = Double(first) / total
        top5 = Double(five) / total
        map5 = precision / total
    }
}
