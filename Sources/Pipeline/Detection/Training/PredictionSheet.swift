import Datasets
import Detectors
import Imaging

/// Photographs held out with what is in them, and what a detector found with its confidence, each in a colour of its own.
struct PredictionSheet {
    private static let cell = ImageSize(width: 480, height: 360)

    let photographs: [EvaluatedPhotograph]
    /// The folder that names start from.
    let folder: String
    /// The confidence from which boxes are drawn.
    let confidence: Double

    /// Draws the sheet, and writes it as JPEG.
    ///
    /// - Throws: `ImageError` where it cannot be written.
    func write(to path: String) throws {
        let cells = photographs.map(cell)
        try ContactSheet(cells, columns: 3, cellSize: Self.cell).drawn().write(to: path)
    }

    private func cell(_ photograph: EvaluatedPhotograph) -> ContactSheet.Cell {
        let name = photograph.name
        let file = ImageFile(path: name.hasPrefix("/") ? name : "\(folder)/\(name)")
        let resizing = Resizing(to: Self.cell, fit: .inside, kernel: .area)
        guard let picture = try? ImageDecoder().decode(file, resizing: resizing) else {
            return ContactSheet.Cell(
                PixelImage(size: Self.cell, filledWith: .white), caption: "cannot be read: \(name)")
        }
        let found = photograph.detections.filter { ($0.confidence ?? 1) >= confidence }
        let size = picture.photographSize
        let marks =
            BoxMarks.marks(photograph.truths, size: size, colour: BoxMarks.truth).map(\.withoutText)
            + BoxMarks.marks(found, size: size, colour: BoxMarks.found)
        return ContactSheet.Cell(
            BoxPicture(picture, marks: marks).drawn(),
            caption: "\(found.count) found, \(photograph.truths.count) labelled: \(photograph.name)"
        )
    }
}

extension BoxPicture.Mark {
    /// The same box, with nothing written at it.
    fileprivate var withoutText: BoxPicture.Mark {
        var mark = self
        mark.text = ""
        return mark
    }
}
