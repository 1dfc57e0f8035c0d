extension PhotographTable {
    /// Writes boxes as a table of a row each, in pixels: `filename`, `width`, `height`, `class`, `xmin` to `ymax`.
    ///
    /// A photograph without boxes has a row with its name alone. Confidences, individuals and whatever else is known
    /// have no place in the format.
    ///
    /// - Parameter size: Gives the size of a photograph (its file) whose size is not in the table.
    /// - Throws: `DatasetError` where the file cannot be written, or a size is needed and not known; whatever `size`
    ///   throws.
    public func writeTensorFlow(
        to path: String, size: (String) throws -> PictureSize? = { _ in nil }
    ) throws {
        var writer = CSVWriter()
        writer.write(["filename", "width", "height", "class", "xmin", "ymin", "xmax", "ymax"])
        for (row, photograph) in photographs.enumerated() {
            let known = try sizeForPixels(at: row, size)
            let start = [
                photograph.path, known.map { "\($0.width)" } ?? "",
                known.map { "\($0.height)" } ?? "",
            ]
            if photograph.boxes.isEmpty {
                writer.write(start + Array(repeating: "", count: 5))
            }
            for (label, box) in zip(photograph.boxes, try boxesInPixels(at: row, known, path)) {
                let corners = [box.left, box.top, box.right, box.bottom].map(NumberText.text)
                writer.write(start + [label.className] + corners)
            }
        }
        try AtomicWriting.write(writer.bytes, to: path)
    }
}
