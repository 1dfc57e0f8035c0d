import Foundation

/// What a YOLO folder holds of the photographs themselves.
public enum YOLOPhotographs: String, Sendable, CaseIterable {
    /// Symbolic links to them.
    case links
    /// Copies of them.
    case copies
    /// Nothing: labels only.
    case none
}

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
        to folder: String, classes: [String]? = nil, photographs held: YOLOPhotographs = .links,
        size: (String) throws -> PictureSize? = { _ in nil }
    ) throws {
        let classes = classes ?? boxClasses
        let numbers = Dictionary(classes.enumerated().map { ($1, $0) }) { first, _ in first }
        try AtomicWriting.makeFolder(folder)
        var splits: Set<SplitName> = []
        var written: Set<String> = []
        for photograph in mergedByPhotograph() {
            let file = FilePath.join(root, photograph.path)
            let split = photograph.split ?? .train
            splits.insert(split)
            let parts = photograph.path.split(separator: "/")
            guard !photograph.path.hasPrefix("/"), !parts.contains("..") else {
                throw DatasetError(
                    path: folder, problem: "\(quoted(photograph.path)) leads out of the root")
            }
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
            let lines = try photograph.boxes.map { label in
                let known =
                    try photograph.size ?? (label.box.unit == .pixels ? size(file) : nil)
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
            try AtomicWriting.makeFolder(FilePath.folder(of: image))
            try hold(file, at: image, in: folder, held)
        }
        try AtomicWriting.write(
            Array(Self.configuration(splits, classes).utf8), to: folder + "/data.yaml")
    }

    /// One row for each photograph, with the boxes of all of its rows, each of them once.
    private func mergedByPhotograph() -> [Photograph] {
        var merged: [Photograph] = []
        var places: [String: Int] = [:]
        for photograph in photographs {
            let key = "\(photograph.split ?? .train)/\(photograph.path)"
            guard let place = places[key] else {
                places[key] = merged.count
                merged.append(photograph)
                continue
            }
            merged[place].size = merged[place].size ?? photograph.size
            for label in photograph.boxes where !merged[place].boxes.contains(label) {
                merged[place].boxes.append(label)
            }
        }
        return merged
    }

    private func hold(
        _ photograph: String, at path: String, in folder: String, _ held: YOLOPhotographs
    ) throws {
        guard held != .none else { return }
        let files = FileManager.default
        do {
            if (try? files.attributesOfItem(atPath: path)) != nil {
                try files.removeItem(atPath: path)
            }
            if held == .links {
                try files.createSymbolicLink(
                    atPath: path, withDestinationPath: linkTarget(photograph, from: path, folder))
            } else {
                try files.copyItem(atPath: FilePath.absolute(photograph), toPath: path)
            }
        } catch {
            throw DatasetError(
                path: path, problem: "cannot be written: \(error.localizedDescription)",
                kind: .unwritable)
        }
    }

    /// Where a link leads: relative where the folder lies below the root, so that both can be moved.
    private func linkTarget(_ photograph: String, from link: String, _ folder: String) -> String {
        let isBelow = !FilePath.relative(folder, to: root).hasPrefix("..")
        return isBelow
            ? FilePath.relative(photograph, to: FilePath.folder(of: link))
            : FilePath.absolute(photograph)
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
