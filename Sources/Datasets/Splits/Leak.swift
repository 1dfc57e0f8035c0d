/// A broken promise of a split: something on one side that must not be there.
public struct Leak: Sendable, Hashable, Codable, CustomStringConvertible {
    /// What is broken.
    public enum Kind: String, Sendable, Codable {
        /// A photograph is on both sides.
        case photograph
        /// Photographs of one group are on both sides.
        case group
        /// A query's individual is not in the database, where every one should be.
        case unknownIndividual
        /// An individual is on both sides, where none should be.
        case sharedIndividual
    }

    /// What is broken.
    public let kind: Kind
    /// The row on the side of the queries.
    public let query: Int
    /// The row in the database that gives it away, where there is one.
    public let database: Int?

    /// The kind and the rows.
    public var description: String {
        let place = database.map { " and row \($0) of the database" } ?? ""
        return "\(kind.rawValue): query in row \(query)\(place)"
    }
}

extension Sides {
    /// Photographs that are on both sides, by row or by path.
    public func sharedPhotographs(in table: PhotographTable) -> [Leak] {
        shared(.photograph) { table[$0].path }
    }

    /// Groups that are on both sides.
    public func sharedGroups(_ grouping: Grouping, in table: PhotographTable) -> [Leak] {
        let groups = grouping.groups(of: table)
        return shared(.group) { groups[$0] }
    }

    /// Queries of individuals that the database does not hold; none in a closed set.
    public func unknownIndividuals(in table: PhotographTable) -> [Leak] {
        let known = Set(database.compactMap { table[$0].individual })
        return queries.filter { table[$0].individual.map { !known.contains($0) } ?? false }
            .map { Leak(kind: .unknownIndividual, query: $0, database: nil) }
    }

    /// Queries of individuals that the database holds; none where all are to be new.
    public func sharedIndividuals(in table: PhotographTable) -> [Leak] {
        shared(.sharedIndividual) { table[$0].individual }
    }

    /// Queries that have something in common with a row of the database.
    private func shared<Key: Hashable>(_ kind: Leak.Kind, _ key: (Int) -> Key?) -> [Leak] {
        var owners: [Key: Int] = [:]
        for row in database {
            if let key = key(row), owners[key] == nil { owners[key] = row }
        }
        return queries.compactMap { row in
            key(row).flatMap { owners[$0] }.map { Leak(kind: kind, query: row, database: $0) }
        }
    }
}
