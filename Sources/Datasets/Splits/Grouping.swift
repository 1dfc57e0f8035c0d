/// Which photographs belong to one burst, so that a split must not part them.
public enum Grouping: Sendable, Equatable {
    /// Every photograph stands alone.
    case none
    /// By the encounter; photographs without one stand alone.
    case encounter
    /// By the day; photographs without one stand alone.
    case day
    /// By the time: photographs with at most so many seconds between one and the next.
    case time(gap: Int)
    /// By the number at the end of the file's name, as cameras count: photographs in one folder, with the
    /// same text before the number, and numbers at most so far apart from one to the next.
    case fileNumbers(gap: Int)
    /// By what stands in a further column; photographs without it stand alone.
    case column(String)

    /// The group of each row, counted from 0 in the order of the rows.
    public func groups(of table: PhotographTable) -> [Int] {
        var links = DisjointSets(count: table.count)
        switch self {
        case .none: break
        case .encounter: links.join(table.photographs.map(\.encounter))
        case .day: links.join(table.photographs.map { $0.date?.dayOnly })
        case .column(let name): links.join((0..<table.count).map { table.value(name, at: $0) })
        case .time(let gap):
            links.joinNeighbours(
                table.photographs.map { $0.date?.absoluteSecond.map { ("", $0) } }, gap: gap)
        case .fileNumbers(let gap):
            links.joinNeighbours(table.photographs.map { Self.number(of: $0.path) }, gap: gap)
        }
        // A photograph in several rows is one photograph.
        links.join(table.photographs.map(\.path))
        return links.numbered()
    }

    /// What stands before the number at the end of a file's name, and the number.
    static func number(of path: String) -> (before: String, number: Int)? {
        let stem = FilePath.withoutEnding(path)
        let digits = stem.utf8.reversed().prefix { 48...57 ~= $0 }.count
        guard digits > 0, let number = Int(stem.suffix(digits)) else { return nil }
        return (String(stem.dropLast(digits)), number)
    }
}

/// Sets of rows that are joined bit by bit (union-find).
struct DisjointSets {
    private var parents: [Int]

    init(count: Int) {
        parents = Array(0..<count)
    }

    /// The row that stands for a row's set.
    mutating func root(_ row: Int) -> Int {
        var row = row
        while parents[row] != row {
            parents[row] = parents[parents[row]]
            row = parents[row]
        }
        return row
    }

    /// Makes two rows' sets one, under the earlier row.
    mutating func join(_ one: Int, _ other: Int) {
        let (one, other) = (root(one), root(other))
        parents[max(one, other)] = min(one, other)
    }

    /// Joins rows of equal keys; those without a key stay as they are.
    mutating func join(_ keys: [String?]) {
        var first: [String: Int] = [:]
        for (row, key) in keys.enumerated() {
            guard let key else { continue }
            if let earlier = first[key] { join(earlier, row) } else { first[key] = row }
        }
    }

    /// Joins rows of equal keys whose numbers are at most `gap` from one to the next.
    mutating func joinNeighbours(_ keys: [(String, Int)?], gap: Int) {
        let rows = keys.indices.filter { keys[$0] != nil }
        let byKey = Dictionary(grouping: rows) { keys[$0]?.0 ?? "" }
        for rows in byKey.values {
            let sorted = rows.sorted { (keys[$0]?.1 ?? 0, $0) < (keys[$1]?.1 ?? 0, $1) }
            for (one, next) in zip(sorted, sorted.dropFirst())
            where (keys[next]?.1 ?? 0) - (keys[one]?.1 ?? 0) <= gap {
                join(one, next)
            }
        }
    }

    /// The number of each row's set, from 0 in the order of the rows.
    mutating func numbered() -> [Int] {
        var numbers: [Int: Int] = [:]
        return parents.indices.map { row in
            let root = root(row)
            if let number = numbers[root] { return number }
            numbers[root] = numbers.count
            return numbers.count - 1
        }
    }
}
