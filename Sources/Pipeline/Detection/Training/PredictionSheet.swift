import Datasets
import Detectors
import Imaging

/// Photographs held out with what is in them, in green, and what a detector found, in orange with its confidence.
struct PredictionSheet {
    private static let cell = ImageSize(width: 480, height: 360)
    private static let truthColour = Pixel(red: 0, green: 190, blue: 90)
    private static let foundColour = Pixel(red: 255, green: 110, blue: 0)

    let photographs: [EvaluatedPhotograph]
    /// The folder that names start from.
    let folder: String
    /// The confidence from which boxes are drawn.
    let confidence: Double

    /// Draws the sheet, and writes it as JPEG.
    ///
    /// - Throws: `ImageError` where it cannot be written.
    func write(to path: String) throws {
        let cells = photographs.compactMap(cell)
        try ContactSheet(cells, columns: 3, cellSize: Self.cell).drawn().write(to: path)
    }

    /// `nil` where the photograph cannot be read any more.
    private func cell(_ photograph: EvaluatedPhotograph) -> ContactSheet.Cell? {
        let file = ImageFile(path: "\(folder)/\(photograph.name)")
        let resizing = Resizing(to: Self.cell, fit: .inside, kernel: .area)
        guard let picture = try? ImageDecoder().decode(file, resizing: resizing) else { return nil }
        let found = photograph.detections.filter { ($0.confidence ?? 1) >= confidence }
        let marks =
            photograph.truths.map { mark($0, Self.truthColour, text: "") }
            + found.map { label in
                mark(
                    label, Self.foundColour,
                    text: "\(label.className) \(FigureText.hundredths(label.confidence ?? 1))")
            }
        return ContactSheet.Cell(
            BoxPicture(picture, marks: marks).drawn(),
            caption: "\(found.count) of \(photograph.truths.count): \(photograph.name)")
    }

    private func mark(_ label: BoxLabel, _ colour: Pixel, text: String) -> BoxPicture.Mark {
        BoxPicture.Mark(
            left: label.box.left, top: label.box.top, right: label.box.right,
            bottom: label.box.bottom, text: text, colour: colour)
    }
}
