/// Pascal VOC's XML: a file per photograph with `filename`, `size` and an `object` per box.
///
/// The path is one such file, a folder of them, or a folder with `Annotations/` and `JPEGImages/` (or
/// `annotations/`, `images/`). Corners are taken as they stand: pixels, counted from 0, as the tools of
/// today write them. A file that is no annotation leaves its photograph out, an object without a box is left out itself;
/// both are findings.
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
        var fault: DatasetError?
        for name in names {
            let path = FilePath.join(folder, name)
            let found: (annotation: VOCAnnotation, photograph: String)
            do {
                found = try annotation(path)
            } catch let error as DatasetError {
                fault = fault ?? error
                try context.report(
                    error.kind == .missing ? .unreadable : .malformedLabel, path, error.line,
                    error.problem, fate: "its photograph is left out")
                continue
            }
            photographs.append(
                try photograph(found.annotation, named: found.photograph, in: path, &context))
        }
        if photographs.isEmpty, let fault { throw fault }
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

    /// What a file says, the photograph's name at least.
    private static func annotation(
        _ path: String
    ) throws -> (annotation: VOCAnnotation, photograph: String) {
        let annotation = try VOCAnnotation(path)
        guard let filename = annotation.filename, !filename.isEmpty else {
            throw DatasetError(
                path: path, line: annotation.line, problem: "expected a 'filename', found none")
        }
        return (annotation, filename)
    }

    private static func photograph(
        _ annotation: VOCAnnotation, named filename: String, in path: String,
        _ context: inout ImportContext
    ) throws -> Photograph {
        var photograph = Photograph(path: filename)
        photograph.size = try context.checkedSize(
            width: annotation.width ?? "", height: annotation.height ?? "", path,
            annotation.sizeLine)
        for object in annotation.objects {
            let keys = ["xmin", "ymin", "xmax", "ymax"]
            if let missing = keys.first(where: { object.corners[$0] == nil }) {
                try context.reportLabel(
                    .malformedLabel, of: photograph.path, path, object.line,
                    "expected a 'bndbox' with 'xmin' to 'ymax', found no '\(missing)'")
                continue
            }
            let corners = keys.map { object.corners[$0].flatMap(Double.init) ?? .nan }
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
