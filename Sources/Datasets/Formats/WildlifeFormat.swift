/// The `metadata.csv` of wildlife-datasets: `identity` and `path`, and where they are known `image_id`,
/// `split`, `species`, `orientation`, `date`, `encounter` and `bbox` (`[x, y, width, height]` in pixels).
enum WildlifeFormat: DatasetImporter {
    static func recognises(_ source: DatasetSource) -> Bool {
        source.hasColumns("identity", "path")
    }

    static func read(
        _ source: DatasetSource, _ context: inout ImportContext
    ) throws -> PhotographTable {
        var reader = try CSVReader(source.path)
        let path = try reader.requiredColumn("path")
        let identity = try reader.requiredColumn("identity")
        let species = reader.column("species")
        let split = reader.column("split")
        let side = reader.column("orientation")
        let date = reader.column("date")
        let encounter = reader.column("encounter", "encounter_id")
        let box = reader.column("bbox")
        var rows = RowImport(
            reader, known: [path, identity, species, split, side, date, encounter, box], root: "")
        while let row = try reader.next() {
            var photograph = Photograph(path: try reader.required(path, in: row))
            // The library's own word for animals that nobody knows.
            photograph.individual = row[identity].flatMap { $0 == "unknown" ? nil : $0 }
            photograph.species = row[species]
            photograph.split = row[split].map { SplitName(rawValue: $0) }
            photograph.side = row[side]
            photograph.encounter = row[encounter]
            photograph.date = try context.checkedDate(row[date] ?? "", reader.path, row.line)
            if let text = row[box] {
                let numbers = NumberText.numbers(text)
                guard numbers.count == 4 else {
                    throw DatasetError(
                        path: reader.path, line: row.line,
                        problem: "a box is four numbers, found \(quoted(text))")
                }
                let found = Box(
                    x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3])
                let checked = try context.checked(
                    found, of: photograph.path, size: nil, reader.path, row.line)
                if let checked {
                    photograph.boxes = [
                        BoxLabel(
                            checked, className: context.unnamedClass,
                            origin: DatasetFormat.wildlife.rawValue)
                    ]
                }
            }
            rows.append(photograph, row)
        }
        rows.findRoot(below: FilePath.folder(of: source.path), among: "images")
        return rows.table
    }
}
