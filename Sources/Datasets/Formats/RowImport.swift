/// What the importers of CSV tables share: a table with the columns that are left over.
struct RowImport {
    /// The table so far.
    private(set) var table: PhotographTable
    private let furtherFields: [Int]

    /// A table whose further columns are those of the file that are not among `known`.
    init(_ reader: CSVReader, known: [Int?], root: String) {
        let known = Set(known.compactMap { $0 })
        furtherFields = reader.header.indices.filter { !known.contains($0) }
        table = PhotographTable(
            root: root, furtherColumns: furtherFields.map { reader.header[$0] })
    }

    /// Adds a photograph with the rest of its row.
    mutating func append(_ photograph: Photograph, _ row: CSVReader.Row) {
        var photograph = photograph
        photograph.further = furtherFields.map { row.fields[$0] }
        table.append(photograph)
    }

    /// Takes the first of these folders that holds the first photograph; keeps the first otherwise.
    mutating func findRoot(below folder: String, among names: String...) {
        table.root = PhotographRoot.find(
            below: folder, first: table.photographs.first?.path, names)
    }
}

extension CSVReader.Row {
    /// What stands in a column; `nil` where there is nothing, or no such column.
    subscript(_ column: Int?) -> String? {
        guard let column, !fields[column].isEmpty else { return nil }
        return fields[column]
    }
}

extension CSVReader {
    /// The place of a column that there must be.
    func requiredColumn(_ names: String...) throws -> Int {
        for name in names {
            if let index = header.firstIndex(of: name) { return index }
        }
        throw missing(names)
    }

    /// A field that must not be empty.
    func required(_ column: Int, in row: Row) throws -> String {
        guard let value = row[column] else {
            throw DatasetError(
                path: path, line: row.line, problem: "the column \(quoted(header[column])) is empty"
            )
        }
        return value
    }

    private func missing(_ names: [String]) -> DatasetError {
        let wanted = names.map { quoted($0) }.joined(separator: " or ")
        let found = header.map { quoted($0) }.joined(separator: ", ")
        return DatasetError(
            path: path, line: 1, problem: "expected a column \(wanted), found \(found)")
    }
}
