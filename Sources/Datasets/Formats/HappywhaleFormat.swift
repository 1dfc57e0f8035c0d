/// The tables of Kaggle's Happywhale competition, and pseudo-labels in the same form.
///
/// - `train.csv`: `image`, `species`, `individual_id`, and in the winners' version `box`, four pixels
///   `left top right bottom`, or nothing. The split is `train`.
/// - `test.csv`, `sample_submission.csv`: `image`, `predictions` (kept as a further column), perhaps
///   `box`. The split is `test`.
/// - pseudo-labels: `image`, `individual_id`, `conf` (kept as a further column), `species`. No split is
///   set, as they are photographs of the test set that are to be learned from.
enum HappywhaleFormat: DatasetImporter {
    static func recognises(_ source: DatasetSource) -> Bool {
        guard source.hasColumns("image"), !source.hasColumns("bbox") else { return false }
        return source.hasColumns("individual_id") || source.hasColumns("predictions")
    }

    static func read(
        _ source: DatasetSource, _ context: inout ImportContext
    ) throws -> PhotographTable {
        var reader = try CSVReader(source.path)
        let image = try reader.requiredColumn("image")
        let species = reader.column("species")
        let individual = reader.column("individual_id")
        let boxes = reader.column("box")
        let split: SplitName? =
            if reader.column("predictions") != nil { .test } else if reader.column("conf") != nil {
                nil
            } else { .train }
        var rows = RowImport(reader, known: [image, species, individual, boxes], root: "")
        while let row = try reader.next() {
            var photograph = Photograph(path: try reader.required(image, in: row))
            photograph.individual = row[individual]
            photograph.species = row[species].map {
                context.options.mapsSpecies ? HappywhaleSpecies.corrected($0) : $0
            }
            photograph.split = split
            if let text = row[boxes] {
                let corners = NumberText.numbers(text)
                guard corners.count == 4 else {
                    throw DatasetError(
                        path: reader.path, line: row.line,
                        problem: "a box is four numbers, found \(quoted(text))")
                }
                let box = Box(
                    left: corners[0], top: corners[1], right: corners[2], bottom: corners[3])
                let checked = try context.checked(
                    box, of: photograph.path, size: nil, reader.path, row.line)
                if let checked {
                    photograph.boxes = [
                        BoxLabel(
                            checked, className: context.unnamedClass,
                            origin: DatasetFormat.happywhale.rawValue)
                    ]
                }
            }
            rows.append(photograph, row)
        }
        rows.findRoot(
            below: FilePath.folder(of: source.path),
            among: "train_images", "test_images", "images")
        return rows.table
    }
}
