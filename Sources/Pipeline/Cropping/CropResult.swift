import Datasets
import Imaging

/// The crops that there are of a table's photographs.
struct CropResult {
    let plan: CropPlan
    /// By photograph; `nil` for those that were skipped.
    let entries: [CropJournal.Entry?]
    let skipped: [SkippedPhotograph]

    /// The columns that tell where crops come from.
    private static let columns = [
        "source", "source_width", "source_height", "source_box", "source_crop", "class",
        "confidence", "whole",
    ]

    /// The table beside the crops: a row for each, with all that is known about its photograph.
    ///
    /// `boxes` holds the crop's own box, in the crop's pixels, so that whoever crops to boxes finds it there again.
    ///
    /// - Parameter root: The folder of crops.
    func table(of photographs: PhotographTable, root: String) -> PhotographTable {
        var table = PhotographTable(root: root, furtherColumns: photographs.furtherColumns)
        var values = Array(repeating: [String](), count: Self.columns.count)
        for (source, entry) in zip(plan.sources, entries) {
            guard let entry else { continue }
            for (crop, made) in zip(source.crops, entry.crops) {
                guard let made else { continue }
                for row in crop.rows {
                    var photograph = photographs[row]
                    photograph.path = crop.path
                    photograph.size = PictureSize(width: made.size.width, height: made.size.height)
                    photograph.boxes = crop.label.map { [Self.label($0, in: made)] } ?? []
                    table.append(photograph)
                    let cells = [
                        source.path, "\(entry.size.width)", "\(entry.size.height)",
                        made.box.map(Self.text) ?? "", Self.text(made.rectangle),
                        crop.label?.className ?? "", crop.label?.confidence.map { "\($0)" } ?? "",
                        crop.label == nil ? "true" : "false",
                    ]
                    for (column, cell) in cells.enumerated() { values[column].append(cell) }
                }
            }
        }
        for (name, values) in zip(Self.columns, values) { table.setColumn(name, to: values) }
        return table
    }

    /// The box of a crop in the crop's own pixels.
    private static func label(_ label: BoxLabel, in made: CropJournal.Entry.Crop) -> BoxLabel {
        guard let box = made.box else { return label }
        let across = Double(made.size.width) / Double(made.rectangle.width)
        let down = Double(made.size.height) / Double(made.rectangle.height)
        let (x, y) = (Double(made.rectangle.x), Double(made.rectangle.y))
        let moved = Box(
            left: (box.left - x) * across, top: (box.top - y) * down,
            right: (box.right - x) * across, bottom: (box.bottom - y) * down)
        var label = label
        // Rounding may have left an edge a hair outside.
        let size = PictureSize(width: made.size.width, height: made.size.height)
        label.box = moved.clipped(to: size) ?? moved
        return label
    }

    private static func text(_ box: Box) -> String {
        [box.left, box.top, box.right, box.bottom].map { number in
            Int(exactly: number).map { "\($0)" } ?? "\(number)"
        }.joined(separator: " ")
    }

    private static func text(_ rectangle: PixelRectangle) -> String {
        "\(rectangle.x) \(rectangle.y) \(rectangle.x + rectangle.width) \(rectangle.y + rectangle.height)"
    }
}
