import Foundation

extension PhotographTable {
    /// Writes boxes as COCO's list of a detector's results: `image_id`, `category_id`, `bbox` and `score`.
    ///
    /// Photographs and classes are numbered as `writeCOCO` numbers those of a table with the same rows and classes, so
    /// that `pycocotools` can compare the two. A box without confidence has the score 1.
    ///
    /// - Parameter classes: The categories in their order; `nil` takes those of the boxes.
    /// - Parameter size: Gives the size of a photograph (its file) whose size is not in the table.
    /// - Throws: `DatasetError` where the file cannot be written, a size is needed and not known, or a box has a class
    ///   that is not among the classes; whatever `size` throws.
    public func writeCOCOResults(
        to path: String, classes: [String]? = nil,
        size: (String) throws -> PictureSize? = { _ in nil }
    ) throws {
        let classes = classes ?? boxClasses
        let numbers = Dictionary(classes.enumerated().map { ($1, $0) }) { first, _ in first }
        var results: [COCODocument.Annotation] = []
        for (row, photograph) in photographs.enumerated() {
            let known = try sizeForPixels(at: row, size)
            for (label, box) in zip(photograph.boxes, try boxesInPixels(at: row, known, path)) {
                guard let number = numbers[label.className] else {
                    throw DatasetError.unlisted(label.className, classes, path)
                }
                results.append(
                    COCODocument.Annotation(
                        imageID: .number(row + 1), categoryID: number,
                        bbox: [box.left, box.top, box.width, box.height],
                        score: label.confidence ?? 1))
            }
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try AtomicWriting.write(encoder.encode(results), to: path)
    }
}
