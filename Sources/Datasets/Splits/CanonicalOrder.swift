/// Rows and what they belong to in an order that does not depend on that of the rows.
///
/// Splits draw lots in this order, so that a table and its shuffled copy are split alike.
struct CanonicalOrder {
    /// The rows by path, then individual.
    let rows: [Int]

    init(_ table: PhotographTable) {
        let photographs = table.photographs
        rows = photographs.indices.sorted { one, other in
            let (a, b) = (photographs[one], photographs[other])
            if a.path != b.path { return a.path < b.path }
            return (a.individual ?? "", one) < (b.individual ?? "", other)
        }
    }

    /// Rows by what they belong to, both in canonical order; rows that belong to nothing are left out.
    func grouped<Key: Hashable>(_ rows: [Int]? = nil, by key: (Int) -> Key?) -> [(
        key: Key, rows: [Int]
    )] {
        var places: [Key: Int] = [:]
        var groups: [(key: Key, rows: [Int])] = []
        for row in rows ?? self.rows {
            guard let key = key(row) else { continue }
            if let place = places[key] {
                groups[place].rows.append(row)
            } else {
                places[key] = groups.count
                groups.append((key, [row]))
            }
        }
        return groups
    }
}
