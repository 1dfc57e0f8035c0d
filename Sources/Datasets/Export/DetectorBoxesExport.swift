extension PhotographTable {
    /// Writes boxes as a detector's table, a row per photograph: `image`, `bbox`, `conf`, `width`, `height`, `species`,
    /// `individual_id` and further columns.
    ///
    /// Boxes are pixels as NumPy prints them, `[[17 10 282 280]]`. The format has no classes. A box that a person drew
    /// has the confidence 1 where another of its photograph has one.
    ///
    /// - Parameter size: Gives the size of a photograph (its file) whose size is not in the table.
    /// - Throws: `DatasetError` where the file cannot be written, or a size is needed and not known; whatever `size`
    ///   throws.
    public func writeDetectorBoxes(
        to path: String, size: (String) throws -> PictureSize? = { _ in nil }
    ) throws {
        let columns = ["image", "bbox", "conf", "width", "height", "species", "individual_id"]
        let further = furtherColumns(besides: columns + ["path", "image_id"])
        var writer = CSVWriter()
        writer.write(columns + further.map { furtherColumns[$0] })
        for (row, photograph) in photographs.enumerated() {
            let known = try sizeForPixels(at: row, size)
            let boxes = try boxesInPixels(at: row, known, path).map { "[\($0.cornersText)]" }
            let isFound = photograph.boxes.contains { $0.confidence != nil }
            let confidences =
                isFound ? photograph.boxes.map { NumberText.text($0.confidence ?? 1) } : []
            writer.write(
                [
                    photograph.path, "[\(boxes.joined(separator: " "))]",
                    "[\(confidences.joined(separator: " "))]", known.map { "\($0.width)" } ?? "",
                    known.map { "\($0.height)" } ?? "", photograph.species ?? "",
                    photograph.individual ?? "",
                ] + further.map { photograph.further[$0] })
        }
        try AtomicWriting.write(writer.bytes, to: path)
    }
}
