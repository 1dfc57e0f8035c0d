import Yams

/// What a `data.yaml` says: the classes, and where the photographs of each part are.
struct YOLOConfiguration {
    /// The class names by their number.
    var names: [Int: String] = [:]
    /// The folder that the parts start from.
    var root: String
    /// Folders of photographs, or lists of them, by part.
    var parts: [(split: SplitName, paths: [String])] = []

    /// Reads a `data.yaml`; the keys are `names` (a list or a dictionary), `path`, `train`, `val`, `test`.
    ///
    /// - Throws: `DatasetError` with a line where it is no YAML, or a key holds something else.
    init(_ path: String) throws {
        let text = try DatasetSource.text(of: path)
        let folder = FilePath.folder(of: path)
        root = folder
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw DatasetError(error, path: path)
        }
        guard let mapping = node?.mapping else {
            throw DatasetError(
                path: path, line: 1, problem: "expected keys such as 'names' and 'train'")
        }
        if let node = mapping["names"] { names = try Self.names(node, path) }
        if let count = mapping["nc"]?.int, !names.isEmpty, names.count != count {
            throw DatasetError(
                path: path, line: mapping["nc"]?.mark?.line,
                problem: "nc tells of \(count) classes, and names of \(names.count)")
        }
        if let below = mapping["path"]?.string, !below.isEmpty {
            let named = FilePath.join(folder, below)
            // The path is often meant from the folder that a trainer was started in.
            root = FilePath.isFolder(named) ? named : folder
        }
        for (key, split) in [("train", SplitName.train), ("val", .validation), ("test", .test)] {
            guard let node = mapping[key], node.null == nil else { continue }
            let paths = node.sequence.map { $0.compactMap(\.string) } ?? node.string.map { [$0] }
            guard let paths, paths.count == node.sequence?.count ?? 1 else {
                throw DatasetError(
                    path: path, line: node.mark?.line,
                    problem: "expected a folder, or a list of folders, under \(quoted(key))")
            }
            parts.append((split, paths.filter { !$0.isEmpty }))
        }
    }

    private static func names(_ node: Node, _ path: String) throws -> [Int: String] {
        if let sequence = node.sequence {
            let names = sequence.compactMap(\.string)
            if names.count == sequence.count {
                return Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0, $1) })
            }
        } else if let mapping = node.mapping {
            let pairs = mapping.compactMap { key, value in
                key.int.flatMap { number in value.string.map { (number, $0) } }
            }
            if pairs.count == mapping.count {
                return Dictionary(pairs) { _, last in last }
            }
        }
        throw DatasetError(
            path: path, line: node.mark?.line,
            problem: "expected a list of names, or names by number, under 'names'")
    }
}
