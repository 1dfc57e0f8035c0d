/// Photographs and what is known about them: the one table that every format is read into.
///
/// Rows keep the order of the source.
public struct PhotographTable: Sendable, Equatable {
    /// The answer of those who identify an animal that the catalogue does not hold.
    public static let newIndividual = "new_individual"

    /// The folder that the photographs' paths start from.
    public var root: String
    /// Names of the columns that have no place of their own in `Photograph`.
    public private(set) var furtherColumns: [String]
    /// The rows.
    public private(set) var photographs: [Photograph] = []

    /// An empty table.
    public init(root: String, furtherColumns: [String] = []) {
        precondition(
            Set(furtherColumns).count == furtherColumns.count,
            "columns differ in their names, found \(furtherColumns)")
        self.root = root
        self.furtherColumns = furtherColumns
    }

    /// A table of rows.
    public init(
        root: String, furtherColumns: [String] = [], photographs: some Sequence<Photograph>
    ) {
        self.init(root: root, furtherColumns: furtherColumns)
        for photograph in photographs { append(photograph) }
    }

    /// How many rows there are.
    public var count: Int { photographs.count }

    /// A row.
    public subscript(row: Int) -> Photograph {
        get { photographs[row] }
        _modify {
            yield &photographs[row]
            check(photographs[row])
        }
    }

    /// Adds a row at the end, with a value for each further column, or none at all.
    public mutating func append(_ photograph: Photograph) {
        photographs.append(photograph)
        if photograph.further.isEmpty, !furtherColumns.isEmpty {
            photographs[count - 1].further = Array(repeating: "", count: furtherColumns.count)
        }
        check(photographs[count - 1])
    }

    /// Makes room for so many rows.
    public mutating func reserveCapacity(_ rows: Int) { photographs.reserveCapacity(rows) }

    /// The value of a further column in a row; `nil` where there is no such column, or nothing in it.
    public func value(_ column: String, at row: Int) -> String? {
        guard let index = furtherColumns.firstIndex(of: column) else { return nil }
        let value = photographs[row].further[index]
        return value.isEmpty ? nil : value
    }

    /// Adds a further column, or replaces it, with a value for each row.
    public mutating func setColumn(_ name: String, to values: [String]) {
        precondition(
            values.count == count, "a column has \(count) values, found \(values.count)")
        guard let index = furtherColumns.firstIndex(of: name) else {
            furtherColumns.append(name)
            for row in photographs.indices { photographs[row].further.append(values[row]) }
            return
        }
        for row in photographs.indices { photographs[row].further[index] = values[row] }
    }

    /// The file of a row's photograph: the root, then the path.
    public func file(at row: Int) -> String { FilePath.join(root, photographs[row].path) }

    /// The rows at these places, in this order.
    public func rows(_ rows: some Sequence<Int>) -> PhotographTable {
        var part = PhotographTable(root: root, furtherColumns: furtherColumns)
        part.photographs = rows.map { photographs[$0] }
        return part
    }

    /// How many rows each individual has.
    public var individuals: [String: Int] { counts(\.individual) }

    /// How many rows each species has.
    public var species: [String: Int] { counts(\.species) }

    /// The species of each individual; the first that is named, where rows differ.
    public var speciesOfIndividuals: [String: String] {
        photographs.reduce(into: [:]) { found, photograph in
            guard let name = photograph.individual, let kind = photograph.species else { return }
            if found[name] == nil { found[name] = kind }
        }
    }

    /// How many rows each part of the data set has.
    public var splits: [SplitName: Int] { counts(\.split) }

    /// How many boxes there are.
    public var boxCount: Int { photographs.reduce(0) { $0 + $1.boxes.count } }

    /// The classes of the boxes, in the order in which they first appear.
    public var boxClasses: [String] {
        var seen: Set<String> = []
        var classes: [String] = []
        for photograph in photographs {
            for label in photograph.boxes where seen.insert(label.className).inserted {
                classes.append(label.className)
            }
        }
        return classes
    }

    private func counts<Value: Hashable>(_ value: KeyPath<Photograph, Value?>) -> [Value: Int] {
        photographs.reduce(into: [:]) { counts, photograph in
            if let value = photograph[keyPath: value] { counts[value, default: 0] += 1 }
        }
    }

    private func check(_ photograph: Photograph) {
        precondition(
            photograph.further.count == furtherColumns.count,
            "a row has \(furtherColumns.count) further values, found \(photograph.further.count)")
    }
}
