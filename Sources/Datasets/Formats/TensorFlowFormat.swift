/// A table with a row per box: `filename`, `width`, `height`, `class`, `xmin`, `ymin`, `xmax`, `ymax`,
/// in pixels, as TensorFlow's object detection reads it. Rows of one photograph become one.
enum TensorFlowFormat: DatasetImporter {
    static func recognises(_ source: DatasetSource) -> Bool {
        source.hasColumns("filename", "class", "xmin", "ymin", "xmax", "ymax")
    }

    static func read(
        _ source: DatasetSource, _ context: inout ImportContext
    ) throws -> PhotographTable {
        var reader = try CSVReader(source.path)
        let file = try reader.requiredColumn("filename")
        let className = try reader.requiredColumn("class")
        let corners = [
            try reader.requiredColumn("xmin"), try reader.requiredColumn("ymin"),
            try reader.requiredColumn("xmax"), try reader.requiredColumn("ymax"),
        ]
        let width = reader.column("width")
        let height = reader.column("height")
        var photographs: [Photograph] = []
        var places: [String: Int] = [:]
        while let row = try reader.next() {
            let path = try reader.required(file, in: row)
            let size = try context.checkedSize(
                width: row[width] ?? "", height: row[height] ?? "", reader.path, row.line)
            let place: Int
            if let known = places[path] {
                place = known
                if let size, let earlier = photographs[place].size, size != earlier {
                    try context.report(
                        .badSize, reader.path, row.line,
                        "\(quoted(path)) has a size of \(size) here and \(earlier) before")
                }
            } else {
                place = photographs.count
                places[path] = place
                photographs.append(Photograph(path: path))
                photographs[place].size = size
            }
            // A photograph without boxes has a row of its own, with nothing in it.
            if corners.allSatisfy({ row[$0] == nil }) { continue }
            let values = corners.map { Double(row.fields[$0]) ?? .nan }
            let box = Box(left: values[0], top: values[1], right: values[2], bottom: values[3])
            let checked = try context.checked(
                box, of: path, size: photographs[place].size, reader.path, row.line)
            guard let checked else { continue }
            photographs[place].boxes.append(
                BoxLabel(
                    checked, className: row[className] ?? context.unnamedClass,
                    origin: DatasetFormat.tensorflow.rawValue))
        }
        let folder = FilePath.folder(of: source.path)
        let root = PhotographRoot.find(below: folder, first: photographs.first?.path, ["images"])
        return PhotographTable(root: root, photographs: photographs)
    }
}
