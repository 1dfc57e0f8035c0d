import Imaging
import Yams

/// The settings under one key of a YAML file, read one by one; what nobody asked for is an error.
///
/// Errors are `DatasetError`s with the file, the line, what was expected and what was found.
public struct YAMLSettings {
    /// The file, as errors name it.
    public let path: String
    /// What the settings are of, as errors name it; empty for the whole file.
    public let name: String
    let line: Int?
    private let mapping: Node.Mapping
    private var asked: [String] = []

    /// The settings of a whole file.
    ///
    /// - Parameter assignments: `section.key=value`, each of which takes the place of what the text says.
    /// - Throws: `DatasetError` where the text is no YAML, or holds no keys.
    public init(yaml text: String, path: String, assignments: [String] = []) throws {
        func composed(_ text: String, _ path: String) throws -> Node? {
            do {
                return try Yams.compose(yaml: text)
            } catch let error as YamlError {
                throw DatasetError(error, path: path)
            }
        }
        var node = try composed(text, path)
        for assignment in assignments {
            let parts = assignment.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let keys = parts.first?.split(separator: ".").map(String.init) ?? []
            guard parts.count == 2, !keys.isEmpty else {
                throw DatasetError(
                    path: path, problem: "expected section.key=value, found \(quoted(assignment))")
            }
            let value = try composed(String(parts[1]), quoted(assignment)) ?? Node("")
            node = try Self.assign(value, to: keys[...], in: node, path: path)
        }
        guard let node else {
            throw DatasetError(path: path, problem: "expected keys and values, found nothing")
        }
        try self.init(node, path: path, name: "")
    }

    /// A node with a value under keys within keys.
    private static func assign(
        _ value: Node, to keys: ArraySlice<String>, in node: Node?, path: String
    ) throws -> Node {
        guard let key = keys.first else { return value }
        if let found = node, found.mapping == nil, found.null == nil {
            throw DatasetError(
                path: path, line: found.mark?.line,
                problem: "\(quoted(String(key))) cannot be set within \(text(found))",
                advice: "write out what stands there")
        }
        var mapping = node?.mapping ?? Node.Mapping([])
        mapping[Node(key)] = try assign(
            value, to: keys.dropFirst(), in: mapping[Node(key)], path: path)
        return .mapping(mapping)
    }

    /// The settings of a node; none where it is empty.
    init(_ node: Node, path: String, name: String) throws {
        self.path = path
        self.name = name
        line = node.mark?.line
        if node.null != nil {
            mapping = Node.Mapping([])
            return
        }
        guard let found = node.mapping else {
            throw DatasetError(
                path: path, line: node.mark?.line,
                problem: name.isEmpty
                    ? "expected keys and values"
                    : "expected keys and values under \(quoted(name))")
        }
        mapping = found
    }

    /// No settings: everything has its default.
    init(emptyAt line: Int?, path: String, name: String) {
        self.path = path
        self.name = name
        self.line = line
        mapping = Node.Mapping([])
    }

    /// The keys that stand there.
    public var keys: [String] { mapping.compactMap { $0.key.string } }

    /// Named settings in order, such as `- rotation: { degrees: 10 }`, or `- rotation` where all are defaults.
    mutating func list(_ key: String) throws -> [YAMLSettings] {
        guard let node = node(key), node.null == nil else { return [] }
        guard let sequence = node.sequence else { throw fault(key, node, "a list") }
        return try sequence.map { entry in
            if let name = entry.string {
                return YAMLSettings(emptyAt: entry.mark?.line, path: path, name: name)
            }
            guard let mapping = entry.mapping, mapping.count == 1, let pair = mapping.first,
                let name = pair.key.string
            else {
                throw DatasetError(
                    path: path, line: entry.mark?.line,
                    problem: "expected one name with its settings in each entry of \(quoted(key))")
            }
            return try YAMLSettings(pair.value, path: path, name: name)
        }
    }

    /// Settings in a mapping of their own; `nil` where the key is absent.
    mutating func settings(_ key: String) throws -> YAMLSettings? {
        guard let node = node(key) else { return nil }
        return try YAMLSettings(node, path: path, name: place(key))
    }

    /// Reads the settings of a section, and looks whether there are keys that nobody asked for; an absent section reads
    /// as an empty one.
    public mutating func section(
        _ key: String, _ read: (inout YAMLSettings) throws -> Void
    ) throws {
        var section =
            try settings(key) ?? YAMLSettings(emptyAt: nil, path: path, name: place(key))
        try read(&section)
        try section.finish()
    }

    /// The file that stands under the key in the place of YAML; `nil` where there is none.
    public mutating func nestedFile(_ key: String) -> String? {
        guard let node = node(key), node.null == nil, node.mapping == nil else { return nil }
        return node.string
    }

    /// YAML that stands under the key, or in the file that it names, in `canonical` form; `nil` where the key is absent.
    ///
    /// - Parameter known: the YAML of names that are no files.
    /// - Throws: `DatasetError` where the file cannot be read. What the YAML means is not looked at.
    public mutating func nestedYAML(
        _ key: String, known: (String) -> String?
    ) throws -> String? {
        guard let node = node(key) else { return nil }
        if node.mapping != nil { return Self.canonical(node) }
        guard let name = node.string, !name.isEmpty else {
            throw fault(key, node, "a name, a file, or keys and values")
        }
        return Self.canonical(try known(name) ?? Self.text(of: name))
    }

    /// YAML as it is written anew, without comments; what is no YAML stays as it is, for its reader to refuse.
    public static func canonical(_ yaml: String) -> String {
        let node = try? Yams.compose(yaml: yaml)
        return node.map(canonical) ?? yaml
    }

    private static func canonical(_ node: Node) -> String {
        do {
            return try Yams.serialize(node: node)
        } catch {
            preconditionFailure("what was read can be written: \(error)")
        }
    }

    /// The text of a file.
    ///
    /// - Throws: `DatasetError` where it cannot be read.
    public static func text(of path: String) throws -> String { try DatasetSource.text(of: path) }

    /// Looks whether there are keys that nobody asked for.
    ///
    /// - Throws: `DatasetError` that names the first of them, and the keys that there could be.
    public func finish() throws {
        for (key, _) in mapping {
            guard let name = key.string, asked.contains(name) else {
                throw DatasetError(
                    path: path, line: key.mark?.line,
                    problem: "found the unknown key \(quoted(place(key.string ?? "?")))",
                    advice: "expected " + asked.joined(separator: ", "))
            }
        }
    }

    /// An error about these settings as a whole.
    public func fault(_ problem: String, advice: String? = nil) -> DatasetError {
        DatasetError(path: path, line: line, problem: problem, advice: advice)
    }

    mutating func node(_ key: String) -> Node? {
        if !asked.contains(key) { asked.append(key) }
        return mapping[key]
    }

    func place(_ key: String) -> String { name.isEmpty ? key : "\(name).\(key)" }

    func fault(_ key: String, _ node: Node, _ expected: String) -> DatasetError {
        DatasetError(
            path: path, line: node.mark?.line,
            problem: "expected \(place(key)) to be \(expected), found \(Self.text(node))")
    }

    func rangeFault(
        _ key: String, _ node: Node, _ bounds: ClosedRange<Double>
    ) -> DatasetError {
        fault(key, node, "[from, to] or one number, from \(Self.text(bounds))")
    }

    static func number(_ node: Node) -> Double? {
        guard let value = node.float ?? node.int.map(Double.init), value.isFinite else {
            return nil
        }
        return value
    }

    static func text(_ bounds: ClosedRange<Double>) -> String {
        func short(_ value: Double) -> String {
            Int(exactly: value).map { "\($0)" } ?? "\(value)"
        }
        return "\(short(bounds.lowerBound)) to \(short(bounds.upperBound))"
    }

    /// What was found, cut short: a few aliases can stand for lists of lists without end.
    static func text(_ node: Node) -> String {
        guard let sequence = node.sequence else {
            return node.scalar.map { quoted($0.string) } ?? "keys and values"
        }
        let shown = sequence.prefix(8).map { $0.sequence == nil ? text($0) : "[…]" }
        return "[" + (shown + (sequence.count > 8 ? ["…"] : [])).joined(separator: ", ") + "]"
    }
}
