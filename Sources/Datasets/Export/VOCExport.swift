extension PhotographTable {
    /// Writes boxes as Pascal VOC's XML: a folder with `Annotations/` and `JPEGImages/`.
    ///
    /// Corners are pixels counted from 0, with fractions where there are any; a file holds the boxes of all rows of its
    /// photograph. Confidences, individuals and whatever else is known have no place in the format.
    ///
    /// - Parameter photographs: What of the photographs the folder shall hold.
    /// - Parameter size: Gives the size of a photograph (its file) whose size is not in the table.
    /// - Throws: `DatasetError` where something cannot be written, a path leads out of the root, or a size is needed and
    ///   not known; whatever `size` throws.
    public func writeVOC(
        to folder: String, photographs held: HeldPhotographs = .links,
        size: (String) throws -> PictureSize? = { _ in nil }
    ) throws {
        try AtomicWriting.makeFolder(FilePath.join(folder, "Annotations"))
        let merged = mergedByPhotograph()
        var written: Set<String> = []
        for (row, photograph) in merged.photographs.enumerated() {
            let below = try photograph.partsBelowRoot(folder).joined(separator: "/")
            let stem = FilePath.withoutEnding(below)
            guard written.insert(stem).inserted else {
                throw DatasetError(
                    path: folder,
                    problem:
                        "\(quoted(photograph.path)) stands beside another that differs in its ending alone"
                )
            }
            let known = try merged.sizeForPixels(at: row, size)
            let boxes = try merged.boxesInPixels(at: row, known, folder)
            let objects = zip(photograph.boxes, boxes).map { ($0.className, $1) }
            let text = try VOCText.document(below, known, objects, folder)
            let path = FilePath.join(folder, "Annotations/\(stem).xml")
            try AtomicWriting.makeFolder(FilePath.folder(of: path))
            try AtomicWriting.write(Array(text.utf8), to: path)
            try held.hold(
                merged.file(at: row), of: root, at: FilePath.join(folder, "JPEGImages/" + below),
                in: folder)
        }
    }
}

/// One of Pascal VOC's files as text.
private enum VOCText {
    static func document(
        _ photograph: String, _ size: PictureSize?, _ objects: [(String, Box)], _ output: String
    ) throws -> String {
        var lines = [
            "<annotation>", "  <folder>JPEGImages</folder>",
            "  <filename>\(try escaped(photograph, output))</filename>",
        ]
        if let size {
            lines.append(
                "  <size><width>\(size.width)</width><height>\(size.height)</height>"
                    + "<depth>3</depth></size>")
        }
        for (className, box) in objects {
            let corners = [
                ("xmin", box.left), ("ymin", box.top), ("xmax", box.right), ("ymax", box.bottom),
            ].map { "<\($0)>\(NumberText.text($1))</\($0)>" }
            lines += [
                "  <object>", "    <name>\(try escaped(className, output))</name>",
                "    <bndbox>\(corners.joined())</bndbox>", "  </object>",
            ]
        }
        return (lines + ["</annotation>", ""]).joined(separator: "\n")
    }

    private static func escaped(_ text: String, _ output: String) throws -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case _ where scalar.value < 0x20:
                throw DatasetError(
                    path: output,
                    problem: "\(quoted(text)) holds a control character, which XML cannot",
                    advice: "rename it")
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
