/// Pascal VOC's XML: a file per photograph with `filename`, `size` and an `object` per box.
///
/// The path is one such file, a folder of them, or a folder with `Annotations/` and `JPEGImages/` (or
/// `annotations/`, `images/`). Corners are taken as they stand: pixels, counted from 0, as the tools of
/// today write them.
enum PascalVOCFormat: DatasetImporter {
    static func recognises(_ source: DatasetSource) -> Bool {
        guard source.isFolder else { return source.ending == "xml" }
        return annotationFolder(source) != nil
    }

    static func read(
        _ source: DatasetSource, _ context: inout ImportContext
    ) throws -> PhotographTable {
        let folder: String
        let names: [String]
        if source.isFolder {
            guard let found = annotationFolder(source) else {
                throw DatasetError(
                    path: source.path, problem: "expected .xml files, found none", kind: .missing)
            }
            folder = found
            let walk = try FolderWalk(folder) { FilePath.ending(of: $0) == "xml" }
            try context.report(walk, in: folder)
            names = walk.files
        } else {
            folder = FilePath.folder(of: source.path)
            names = [FilePath.name(of: source.path)]
        }
        var photographs: [Photograph] = []
        for name in names {
            photographs.append(try photograph(FilePath.join(folder, name), &context))
        }
        let top = source.isFolder ? source.path : folder
        let root = PhotographRoot.find(
            below: top, first: photographs.first?.path,
            ["JPEGImages", "images", "../JPEGImages", "../images"])
        return PhotographTable(root: root, photographs: photographs)
    }

    /// The folder with XML files: one of the usual names, or the folder itself.
    private static func annotationFolder(_ source: DatasetSource) -> String? {
        for name in ["Annotations", "annotations"] {
            let folder = FilePath.join(source.path, name)
            if FilePath.isFolder(folder),
                let walk = try? FolderWalk(folder, where: { FilePath.ending(of: $0) == "xml" }),
                !walk.files.isEmpty
            {
                return folder
            }
        }
        return source.entries.contains { FilePath.ending(of: $0) == "xml" } ? source.path : nil
    }

    private static func photograph(
        _ path: String, _ context: inout ImportContext
    ) throws -> Photograph {
        let annotation = try VOCAnnotation(path)
        guard let filename = annotation.filename, !filename.isEmpty else {
            throw DatasetError(
                path: path, line: annotation.line, problem: "expected a 'filename', found none")
        }
        var photograph = Photograph(path: filename)
        photograph.size = try context.checkedSize(
            width: annotation.width ?? "", height: annotation.height ?? "", path,
            annotation.sizeLine)
        for object in annotation.objects {
            let corners = try ["xmin", "ymin", "xmax", "ymax"].map { key in
                guard let text = object.corners[key] else {
                    throw DatasetError(
                        path: path, line: object.line,
                        problem: "expected a 'bndbox' with 'xmin' to 'ymax', found no '\(key)'")
                }
                return Double(text) ?? .nan
            }
            let box = Box(
                left: corners[0], top: corners[1], right: corners[2], bottom: corners[3])
            let checked = try context.checked(
                box, of: photograph.path, size: photograph.size, path, object.line)
            guard let checked else { continue }
            photograph.boxes.append(
                BoxLabel(
                    checked, className: object.name ?? context.unnamedClass,
                    origin: DatasetFormat.voc.rawValue))
        }
        return photograph
    }
}
