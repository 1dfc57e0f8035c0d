extension PhotographTable {
    /// Writes boxes as YOLO's labels: a folder with `data.yaml`, `labels/` and `images/`.
    ///
    /// Every split is a folder in both (`train`, `val`, `test`); photographs without one go to `train`.
    /// Individuals, species and further columns have no place in the format, nor have origins; a
    /// confidence is written where there is one. `data.yaml` is written last.
    ///
    /// - Parameter classes: The classes in their order; `nil` takes those of the boxes.
    /// - Parameter photographs: What of the photographs the folder shall hold.
    /// - Parameter size: Gives the size of a photograph (its file) whose size is not in the table.
    /// - Throws: `DatasetError` where something cannot be written, a path leads out of the root, a size is
    ///   needed and not known, or a box has a class that is not among the classes; whatever `size` throws.
    public func writeYOLO(
        to folder: String, classes: [String]? = nil, photographs held: HeldPhotographs = .links,
        size: (String) throws -> PictureSize? = { _ in nil }
    ) throws {
        let classes = classes ?? boxClasses
        let numbers = Dictionary(classes.enumerated().map { ($1, $0) }) { first, _ in first }
        try AtomicWriting.makeFolder(folder)
        var splits: Set<SplitName> = []
        var written: Set<String> = []
        for photograph in mergedByPhotograph(by: { $0.split ?? .train }).photographs {
            let file = FilePath.join(root, photograph.path)
            let split = photograph.split ?? .train
            splits.insert(split)
            let parts = try photograph.partsBelowRoot(folder)
            // A second `images` in a path would move the labels.
            var path = parts.first == "images" ? parts.dropFirst() : parts[...]
            if path.count > 1, path.first.map(String.init) == split.yoloFolder {
                path.removeFirst()
            }
            let below = FilePath.join(split.yoloFolder, path.joined(separator: "/"))
            guard written.insert(FilePath.withoutEnding(below)).inserted else {
                throw DatasetError(
                    path: folder,
                    problem:
                        "\(quoted(photograph.path)) stands beside another that differs in its ending alone"
                )
            }
            let isInPixels = photograph.boxes.contains { $0.box.unit == .pixels }
            let known = try photograph.size ?? (isInPixels ? size(file) : nil)
            let lines = try photograph.boxes.map { label in
                let box = try label.box.converted(
                    to: .fractions, size: known, of: photograph.path, folder)
                guard let number = numbers[label.className] else {
                    throw DatasetError.unlisted(label.className, classes, folder)
                }
                let values =
                    [box.centre.x, box.centre.y, box.width, box.height]
                    + (label.confidence.map { [$0] } ?? [])
                return "\(number) " + values.map(NumberText.text).joined(separator: " ") + "\n"
            }
            let image = FilePath.join(folder, "images/" + below)
            let label = YOLOFormat.labelPath(of: "/images/" + below).dropFirst()
            let labelPath = FilePath.join(folder, String(label))
            try AtomicWriting.makeFolder(FilePath.folder(of: labelPath))
            try AtomicWriting.write(Array(lines.joined().utf8), to: labelPath)
            try held.hold(file, of: root, at: image, in: folder)
        }
        try AtomicWriting.write(
            Array(Self.configuration(splits, classes).utf8), to: folder + "/data.yaml")
    }

    /// A `data.yaml`, its texts quoted as JSON, which YAML reads.
    private static func configuration(_ splits: Set<SplitName>, _ classes: [String]) -> String {
        var lines: [String] = []
        let keys: [SplitName: String] = [.train: "train", .validation: "val", .test: "test"]
        for split in splits.sorted(by: { $0.rawValue < $1.rawValue }) {
            let key = keys[split] ?? quotedYAML(split.rawValue)
            lines.append("\(key): \(quotedYAML("images/" + split.yoloFolder))")
        }
        lines.append("nc: \(classes.count)")
        lines.append(classes.isEmpty ? "names: []" : "names:")
        for (number, name) in classes.enumerated() {
            lines.append("  \(number): \(quotedYAML(name))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func quotedYAML(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                result += "\\x" + (digits.count == 1 ? "0" : "") + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension SplitName {
    /// The folder of a split.
    fileprivate var yoloFolder: String {
        self == .validation ? "val" : rawValue.replacing("/", with: "_")
    }
}
