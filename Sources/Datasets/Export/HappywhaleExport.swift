extension PhotographTable {
    /// Writes boxes as Kaggle's Happywhale has them: `image`, `species`, `individual_id` and `box`, pixels
    /// `left top right bottom`.
    ///
    /// A photograph with several boxes has as many rows. Classes and confidences have no place in the format, and
    /// whoever reads it takes all of it for training.
    ///
    /// - Parameter size: Gives the size of a photograph (its file) whose size is not in the table.
    /// - Throws: `DatasetError` where the file cannot be written, or a size is needed and not known; whatever `size`
    ///   throws.
    public func writeHappywhale(
        to path: String, size: (String) throws -> PictureSize? = { _ in nil }
    ) throws {
        var writer = CSVWriter()
        writer.write(["image", "species", "individual_id", "box"])
        for (row, photograph) in photographs.enumerated() {
            let known = try sizeForPixels(at: row, size)
            let boxes = try boxesInPixels(at: row, known, path).map(\.cornersText)
            for box in boxes.isEmpty ? [""] : boxes {
                writer.write([
                    photograph.path, photograph.species ?? "", photograph.individual ?? "", box,
                ])
            }
        }
        try AtomicWriting.write(writer.bytes, to: path)
    }
}
