/// Flukeprint's own table as CSV: a row per photograph with everything that is known about it.
///
/// See `CommonTableColumn` for the columns. Others become further columns.
enum CommonTableFormat: DatasetImporter {
    static func recognises(_ source: DatasetSource) -> Bool {
        source.hasColumns(CommonTableColumn.photograph.rawValue)
    }

    static func read(
        _ source: DatasetSource, _ context: inout ImportContext
    ) throws -> PhotographTable {
        var reader = try CSVReader(source.path)
        var places: [CommonTableColumn: Int] = [:]
        for column in CommonTableColumn.allCases {
            places[column] = reader.header.firstIndex(of: column.rawValue)
        }
        let photographColumn = try reader.requiredColumn(CommonTableColumn.photograph.rawValue)
        let known = Set(places.values)
        let further = reader.header.indices.filter { !known.contains($0) }
        let folder = FilePath.folder(of: source.path)
        var root: String?
        var table = PhotographTable(
            root: folder,
            furtherColumns: further.map { CommonTableColumn.furtherName(of: reader.header[$0]) })
        let columns = places
        while let row = try reader.next() {
            func text(_ column: CommonTableColumn) -> String? { row[columns[column]] }
            var photograph = Photograph(path: try reader.required(photographColumn, in: row))
            photograph.individual = text(.individual)
            photograph.species = text(.species)
            photograph.split = text(.split).map { SplitName(rawValue: $0) }
            photograph.side = text(.side)
            photograph.encounter = text(.encounter)
            photograph.date = try context.checkedDate(
                text(.date) ?? "", reader.path, row.line)
            photograph.size = try context.checkedSize(
                width: text(.width) ?? "", height: text(.height) ?? "", reader.path, row.line)
            if let boxes = text(.boxes) {
                photograph.boxes = try labels(
                    boxes, of: photograph, reader.path, row.line, &context)
            }
            photograph.further = further.map { row.fields[$0] }
            let rowRoot = text(.root) ?? "."
            guard root == nil || root == rowRoot else {
                throw DatasetError(
                    path: reader.path, line: row.line,
                    problem:
                        "a table has one root, found \(quoted(root ?? "")) and \(quoted(rowRoot))")
            }
            root = rowRoot
            table.append(photograph)
        }
        if let root, root != "." { table.root = FilePath.join(folder, root) }
        return table
    }

    private static func labels(
        _ text: String, of photograph: Photograph, _ file: String, _ line: Int,
        _ context: inout ImportContext
    ) throws -> [BoxLabel] {
        guard let labels = BoxText.labels(text) else {
            throw DatasetError(
                path: file, line: line,
                problem:
                    "expected boxes as 'left top right bottom pixels class confidence origin', "
                    + "found \(quoted(text))")
        }
        var checked: [BoxLabel] = []
        for var label in labels {
            let box = try context.checked(
                label.box, of: photograph.path, size: photograph.size, file, line)
            guard let box else { continue }
            label.box = box
            label.confidence = try context.checkedConfidence(label.confidence, file, line)
            checked.append(label)
        }
        return checked
    }
}
