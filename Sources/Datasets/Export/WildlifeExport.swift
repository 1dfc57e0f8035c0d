extension PhotographTable {
    /// Writes boxes as the `metadata.csv` of wildlife-datasets, `bbox` being `[x, y, width, height]` in pixels.
    ///
    /// A photograph with several boxes has as many rows, each with an `image_id` of its own. Animals that nobody knows
    /// are `unknown`. Classes and confidences have no place in the format.
    ///
    /// - Parameter size: Gives the size of a photograph (its file) whose size is not in the table.
    /// - Throws: `DatasetError` where the file cannot be written, or a size is needed and not known; whatever `size`
    ///   throws.
    public func writeWildlife(
        to path: String, size: (String) throws -> PictureSize? = { _ in nil }
    ) throws {
        let columns = [
            "image_id", "identity", "path", "species", "split", "orientation", "date", "encounter",
            "bbox",
        ]
        let further = furtherColumns(besides: columns + ["encounter_id"])
        var writer = CSVWriter()
        writer.write(columns + further.map { furtherColumns[$0] })
        var number = 0
        for (row, photograph) in photographs.enumerated() {
            let known = try sizeForPixels(at: row, size)
            let boxes = try boxesInPixels(at: row, known, path).map { box in
                let numbers = [box.left, box.top, box.width, box.height].map(NumberText.text)
                return "[\(numbers.joined(separator: ", "))]"
            }
            for box in boxes.isEmpty ? [""] : boxes {
                writer.write(
                    [
                        "\(number)", photograph.individual ?? "unknown", photograph.path,
                        photograph.species ?? "", photograph.split?.rawValue ?? "",
                        photograph.side ?? "", photograph.date?.description ?? "",
                        photograph.encounter ?? "", box,
                    ] + further.map { photograph.further[$0] })
                number += 1
            }
        }
        try AtomicWriting.write(writer.bytes, to: path)
    }
}
