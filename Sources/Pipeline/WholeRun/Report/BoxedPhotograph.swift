import Datasets
import Imaging

/// Photographs of a table with their boxes drawn over them.
struct BoxedPhotograph: Sendable {
    private static let edge = 380

    /// The photographs.
    let table: PhotographTable
    /// The boxes that are drawn.
    let selection: BoxSelection
    /// The order in which classes take colours.
    let classes: [String]

    /// A figure of a row; a photograph that cannot be read is named and says so.
    func figure(of row: Int) -> String {
        let photograph = table[row]
        let picture = picture(of: row) ?? "<p>cannot be shown</p>"
        return """
            <figure class="card">\(picture)<figcaption>\
            \(FigureText.count(selection.counted(photograph.boxes).count, "box", "boxes")): \
            <span title="\(photograph.path.escapedForHTML)">\
            \(FilePath.name(of: photograph.path).escapedForHTML)</span></figcaption></figure>
            """
    }

    private func picture(of row: Int) -> String? {
        let resizing = Resizing(
            to: ImageSize(width: Self.edge, height: Self.edge), fit: .shrinkInside, kernel: .area)
        let file = ImageFile(path: table.file(at: row))
        guard let decoded = try? ImageDecoder().decode(file, resizing: resizing) else { return nil }
        let chosen = selection.chosen(table[row].boxes)
        // Over the others, so that its text can be read.
        let ordered = selection.counted(table[row].boxes).filter { !chosen.contains($0) } + chosen
        let labels = ordered.map { label in
            // The file may be a copy of another size than boxes were drawn in.
            var label = label
            if let told = table[row].size { label.box = label.box.fractions(in: told) }
            return label
        }
        let marks = BoxMarks.marks(labels, size: decoded.photographSize, classes: classes)
        return Thumbnails.element(
            BoxPicture(decoded, marks: marks).drawn(), name: table[row].path)
    }
}
