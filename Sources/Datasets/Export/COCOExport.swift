import Foundation

extension PhotographTable {
    /// Writes photographs and boxes as COCO's JSON, file names relative to the root.
    ///
    /// Individuals, species, splits, sides, dates and encounters go beside COCO's own fields; further
    /// columns are left out. Boxes in fractions become pixels.
    ///
    /// - Parameter classes: The categories in their order; `nil` takes those of the boxes.
    /// - Parameter size: Gives the size of a photograph (its file) whose size is not in the table.
    /// - Throws: `DatasetError` where the file cannot be written, a size is needed and not known, or a box
    ///   has a class that is not among the classes; whatever `size` throws.
    public func writeCOCO(
        to path: String, classes: [String]? = nil,
        size: (String) throws -> PictureSize? = { _ in nil }
    ) throws {
        let classes = classes ?? boxClasses
        let numbers = Dictionary(classes.enumerated().map { ($1, $0) }) { first, _ in first }
        var document = COCODocument(
            images: [], annotations: [],
            categories: classes.enumerated().map { COCODocument.Category(id: $0, name: $1) })
        var annotations: [COCODocument.Annotation] = []
        for (row, photograph) in photographs.enumerated() {
            let known = try photograph.size ?? size(file(at: row))
            document.images.append(COCODocument.Image(row + 1, photograph, known))
            for label in photograph.boxes {
                let box = try label.box.converted(
                    to: .pixels, size: known, of: photograph.path, path)
                guard let number = numbers[label.className] else {
                    throw DatasetError.unlisted(label.className, classes, path)
                }
                annotations.append(
                    COCODocument.Annotation(
                        id: .number(annotations.count + 1), imageID: .number(row + 1),
                        categoryID: number, bbox: [box.left, box.top, box.width, box.height],
                        area: box.area, iscrowd: 0, score: label.confidence, origin: label.origin))
            }
        }
        document.annotations = annotations
        let shownRoot = shownRoot(in: path)
        document.root = shownRoot.isEmpty ? nil : shownRoot
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try AtomicWriting.write(encoder.encode(document), to: path)
    }
}

extension COCODocument.Image {
    fileprivate init(_ number: Int, _ photograph: Photograph, _ size: PictureSize?) {
        self.init(
            id: .number(number), fileName: photograph.path, width: size?.width,
            height: size?.height, dateCaptured: photograph.date?.description,
            individual: photograph.individual, species: photograph.species,
            split: photograph.split?.rawValue, side: photograph.side,
            encounter: photograph.encounter)
    }
}

extension Box {
    /// The box in another unit, which takes the picture's size.
    func converted(
        to unit: Unit, size: PictureSize?, of photograph: String, _ output: String
    ) throws -> Box {
        if self.unit == unit { return self }
        guard let size else {
            throw DatasetError(
                path: output,
                problem:
                    "a box of \(quoted(photograph)) is in \(self.unit.rawValue), and the picture's "
                    + "size is needed to write \(unit.rawValue)",
                advice: "add the columns 'width' and 'height' to the table")
        }
        return unit == .pixels ? pixels(in: size) : fractions(in: size)
    }
}

extension DatasetError {
    /// An error about a box whose class is not written.
    static func unlisted(_ className: String, _ classes: [String], _ output: String) -> DatasetError
    {
        DatasetError(
            path: output,
            problem: "the class \(quoted(className)) is not among "
                + classes.map { quoted($0) }.joined(separator: ", "))
    }
}
