/// A table of a detector's boxes: `bbox` and `conf` beside `image` (or `image_id`, `path`).
///
/// `bbox` holds none, one or several boxes of four pixels `left top right bottom`, as NumPy or Python
/// prints them (`[[ 17  10 282 280]]`); `conf` holds as many confidences (`[0.677246]`). `width` and
/// `height` are the picture's; `species` and `individual_id` are read where they are.
enum DetectorBoxesFormat: DatasetImporter {
    static func recognises(_ source: DatasetSource) -> Bool {
        source.hasColumns("bbox", "conf")
            && ["image", "image_id", "path"].contains(where: source.columns.contains)
    }

    static func read(
        _ source: DatasetSource, _ context: inout ImportContext
    ) throws -> PhotographTable {
        var reader = try CSVReader(source.path)
        let image = try reader.requiredColumn("image", "path", "image_id")
        let boxes = try reader.requiredColumn("bbox")
        let confidences = try reader.requiredColumn("conf")
        let width = reader.column("width")
        let height = reader.column("height")
        let species = reader.column("species")
        let individual = reader.column("individual_id")
        var rows = RowImport(
            reader, known: [image, boxes, confidences, width, height, species, individual],
            root: "")
        while let row = try reader.next() {
            var photograph = Photograph(path: try reader.required(image, in: row))
            photograph.size = try context.checkedSize(
                width: row[width] ?? "", height: row[height] ?? "", reader.path, row.line)
            photograph.individual = row[individual]
            photograph.species = row[species].map {
                context.options.mapsSpecies ? HappywhaleSpecies.corrected($0) : $0
            }
            photograph.boxes = try labels(
                boxes: row[boxes] ?? "", confidences: row[confidences] ?? "",
                of: photograph, reader.path, row.line, &context)
            rows.append(photograph, row)
        }
        rows.findRoot(
            below: FilePath.folder(of: source.path),
            among: "images", "test_images", "train_images")
        return rows.table
    }

    private static func labels(
        boxes: String, confidences: String, of photograph: Photograph, _ file: String, _ line: Int,
        _ context: inout ImportContext
    ) throws -> [BoxLabel] {
        let corners = NumberText.numbers(boxes)
        let sureness = NumberText.numbers(confidences)
        guard corners.count % 4 == 0 else {
            throw DatasetError(
                path: file, line: line,
                problem: "boxes are four numbers each, found \(quoted(boxes))")
        }
        guard sureness.isEmpty || sureness.count == corners.count / 4 else {
            throw DatasetError(
                path: file, line: line,
                problem: "expected a confidence for each of \(corners.count / 4) boxes, found "
                    + quoted(confidences))
        }
        var labels: [BoxLabel] = []
        for (index, start) in stride(from: 0, to: corners.count, by: 4).enumerated() {
            let box = Box(
                left: corners[start], top: corners[start + 1], right: corners[start + 2],
                bottom: corners[start + 3])
            let checked = try context.checked(
                box, of: photograph.path, size: photograph.size, file, line)
            guard let box = checked else { continue }
            let confidence = try context.checkedConfidence(
                sureness.isEmpty ? nil : sureness[index], file, line)
            labels.append(
                BoxLabel(
                    box, className: context.unnamedClass, confidence: confidence,
                    origin: DatasetFormat.detectorBoxes.rawValue))
        }
        return labels
    }
}
