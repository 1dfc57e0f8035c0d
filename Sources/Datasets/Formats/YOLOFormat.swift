/// YOLO's labels: for each photograph a text file with a line per box, `class cx cy width height` in
/// fractions of the picture, and after a detector's run a confidence.
///
/// The path is a `data.yaml`, a folder that holds one, or a folder with `images/` and `labels/`. A label
/// lies where the photograph lies, with the last `images` of its path replaced by `labels`. An empty file
/// says that there is nothing to see; so does a missing one, which is noted. Outlines (seven numbers and
/// more) become the boxes around them. A line that is no label is a finding, and the others are read.
enum YOLOFormat: DatasetImporter {
    static func recognises(_ source: DatasetSource) -> Bool {
        if ["yaml", "yml"].contains(source.ending) {
            guard let configuration = try? YOLOConfiguration(source.path) else {
                // Its error tells more than that the format is not known.
                return !source.isFolder
            }
            return !configuration.names.isEmpty || !configuration.parts.isEmpty
        }
        guard source.isFolder else { return false }
        let labels = FilePath.join(source.path, "labels")
        guard FilePath.isFolder(labels), FilePath.isFolder(FilePath.join(source.path, "images"))
        else { return false }
        let walk = try? FolderWalk(labels) { FilePath.ending(of: $0) == "txt" }
        return walk.map { !$0.files.isEmpty } ?? false
    }

    static func read(
        _ source: DatasetSource, _ context: inout ImportContext
    ) throws -> PhotographTable {
        var classes: [Int: String] = [:]
        for (number, name) in context.options.classNames.enumerated() { classes[number] = name }
        var parts: [(split: SplitName?, paths: [String])] = [(nil, ["images"])]
        var root = source.path
        if !source.isFolder {
            let configuration = try YOLOConfiguration(source.path)
            if classes.isEmpty { classes = configuration.names }
            root = configuration.root
            if !configuration.parts.isEmpty {
                parts = configuration.parts.map { ($0.split, $0.paths) }
            } else if !FilePath.isFolder(FilePath.join(root, "images")) {
                throw DatasetError(
                    path: source.path, problem: "tells of no photographs",
                    advice: "name their folders under 'train', 'val' and 'test'")
            }
        }
        return try read(source.path, root, parts, classes, &context)
    }

    private static func read(
        _ file: String, _ root: String, _ parts: [(split: SplitName?, paths: [String])],
        _ classes: [Int: String], _ context: inout ImportContext
    ) throws -> PhotographTable {
        var table = PhotographTable(root: root)
        var labelFiles: Set<String> = []
        var labelFolders: [String] = []
        var splits: [String: SplitName?] = [:]
        for part in parts {
            for path in part.paths {
                let full = FilePath.join(root, path)
                for name in try photographs(full, named: path, root, file, &context) {
                    if let earlier = splits[name] {
                        try context.report(
                            .duplicatePhotograph, file, nil,
                            "\(quoted(name)) is in \(earlier.map(\.rawValue) ?? "a part") and in "
                                + (part.split.map(\.rawValue) ?? "another"))
                        continue
                    }
                    splits[name] = .some(part.split)
                    var photograph = Photograph(path: name)
                    photograph.split = part.split
                    let label = labelPath(of: FilePath.join(root, name))
                    labelFiles.insert(FilePath.absolute(label))
                    if FilePath.exists(label) {
                        photograph.boxes = try labels(label, of: name, classes, &context)
                    } else {
                        try context.report(
                            .photographWithoutLabel, FilePath.join(root, name), nil,
                            "expected labels in \(quoted(label)), found no such file")
                    }
                    table.append(photograph)
                }
                // Beside photographs, any text file may lie.
                let labels = FilePath.folder(of: labelPath(of: full + "/name.jpg"))
                if labels != full, FilePath.isFolder(full) { labelFolders.append(labels) }
            }
        }
        try reportLonelyLabels(in: labelFolders, known: labelFiles, &context)
        return table
    }

    /// The photographs of a folder or list, relative to the root.
    private static func photographs(
        _ path: String, named: String, _ root: String, _ file: String,
        _ context: inout ImportContext
    ) throws -> [String] {
        if FilePath.isFolder(path) {
            let walk = try FolderWalk(path, where: FilePath.isPhotograph)
            try context.report(walk, in: path)
            let below =
                named.hasPrefix("/") || named.split(separator: "/").contains("..")
                ? FilePath.relative(path, to: root)
                : named.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
            return walk.files.map { FilePath.join(below, $0) }
        }
        guard FilePath.exists(path) else {
            throw DatasetError(
                path: file, problem: "names \(quoted(path)), which is not there", kind: .missing)
        }
        guard FilePath.ending(of: path) == "txt" else {
            throw DatasetError(
                path: path, problem: "expected a folder of photographs, or a .txt that lists them")
        }
        var names: [String] = []
        for (index, line) in try DatasetSource.text(of: path).lines.enumerated() {
            guard !line.isEmpty else { continue }
            // `./` means the list's own folder.
            let base = line.hasPrefix("./") ? FilePath.folder(of: path) : root
            let full = FilePath.join(base, line.hasPrefix("./") ? String(line.dropFirst(2)) : line)
            guard FilePath.exists(full) else {
                try context.report(
                    .missingPhotograph, path, index + 1, "\(quoted(full)) is not there")
                continue
            }
            names.append(FilePath.relative(full, to: root))
        }
        return names
    }

    /// Where the labels of a photograph are.
    static func labelPath(of photograph: String) -> String {
        var parts = photograph.split(separator: "/", omittingEmptySubsequences: false)
        if let place = parts.dropLast().lastIndex(of: "images") { parts[place] = "labels" }
        return FilePath.withoutEnding(parts.joined(separator: "/")) + ".txt"
    }

    private static func labels(
        _ path: String, of photograph: String, _ classes: [Int: String],
        _ context: inout ImportContext
    ) throws -> [BoxLabel] {
        let lines: [String]
        do {
            lines = try DatasetSource.text(of: path).lines
        } catch let error as DatasetError {
            try context.reportLabel(.malformedLabel, of: photograph, path, nil, error.problem)
            return []
        }
        var labels: [BoxLabel] = []
        for (index, text) in lines.enumerated() {
            let words = text.utf8.split { $0 == 32 || $0 == 9 }.compactMap { String($0) }
            guard !words.isEmpty else { continue }
            let line = index + 1
            let isOutline = words.count >= 7 && words.count % 2 == 1
            guard [5, 6].contains(words.count) || isOutline else {
                try context.reportLabel(
                    .malformedLabel, of: photograph, path, line,
                    "expected 'class x y width height', found \(words.count) fields")
                continue
            }
            guard let number = ImportContext.wholeNumber(words[0]), number >= 0 else {
                try context.reportLabel(
                    .malformedLabel, of: photograph, path, line,
                    "expected the number of a class, found \(quoted(words[0]))")
                continue
            }
            if let odd = words.first(where: { $0.contains(",") }) {
                try context.reportLabel(
                    .malformedLabel, of: photograph, path, line,
                    "expected decimals after a point, found \(quoted(odd))")
                continue
            }
            let numbers = words.dropFirst().map { Double($0) ?? .nan }
            if numbers.prefix(4).allSatisfy({ $0 > 1 }) {
                try context.reportLabel(
                    .boxOutside, of: photograph, path, line,
                    "expected shares of the picture's width and height, 0 to 1, found "
                        + "\(quoted(words[1])) and more: pixels, perhaps")
                continue
            }
            let box = isOutline ? enclosing(numbers) : Self.box(numbers)
            if !classes.isEmpty, classes[number] == nil {
                try context.reportLabel(
                    .unknownClass, of: photograph, path, line,
                    "class \(number) is not among the \(classes.count) that are declared",
                    fate: "kept under its number")
            }
            guard let box = try context.checked(box, of: photograph, size: nil, path, line)
            else { continue }
            let confidence = try context.checkedConfidence(
                words.count == 6 ? numbers[4] : nil, path, line)
            labels.append(
                BoxLabel(
                    box, className: classes[number] ?? String(number), confidence: confidence,
                    origin: DatasetFormat.yolo.rawValue))
        }
        return labels
    }

    private static func box(_ numbers: [Double]) -> Box {
        Box(
            centreX: numbers[0], centreY: numbers[1], width: numbers[2], height: numbers[3])
    }

    /// The box around an outline `x y x y …`.
    private static func enclosing(_ numbers: [Double]) -> Box {
        guard numbers.allSatisfy(\.isFinite) else {
            return Box(left: .nan, top: .nan, right: .nan, bottom: .nan, unit: .fractions)
        }
        let across = stride(from: 0, to: numbers.count, by: 2).map { numbers[$0] }
        let down = stride(from: 1, to: numbers.count, by: 2).map { numbers[$0] }
        return Box(
            left: across.min() ?? 0, top: down.min() ?? 0, right: across.max() ?? 0,
            bottom: down.max() ?? 0, unit: .fractions)
    }

    private static func reportLonelyLabels(
        in folders: [String], known: Set<String>, _ context: inout ImportContext
    ) throws {
        var seen: Set<String> = []
        for folder in folders where seen.insert(FilePath.absolute(folder)).inserted {
            guard FilePath.isFolder(folder),
                let walk = try? FolderWalk(folder, where: { FilePath.ending(of: $0) == "txt" })
            else { continue }
            for name in walk.files where FilePath.name(of: name) != "classes.txt" {
                let path = FilePath.join(folder, name)
                guard !known.contains(FilePath.absolute(path)) else { continue }
                try context.report(
                    .labelWithoutPhotograph, path, nil, "there is no photograph of this name")
            }
        }
    }
}

extension String {
    /// The lines, without their ends, the empty ones too.
    var lines: [String] {
        split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    }
}
