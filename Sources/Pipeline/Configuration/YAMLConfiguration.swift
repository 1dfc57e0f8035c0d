import Datasets

/// A configuration that is read from YAML; what a file leaves out has its default.
public protocol YAMLConfiguration {
    /// The defaults.
    init()

    /// Decides what is drawn at random.
    var seed: UInt64 { get set }

    /// Takes over what the sections say.
    ///
    /// - Throws: `DatasetError` with the line where a key is not known, or a value is not what it can be.
    mutating func readSections(_ settings: inout YAMLSettings) throws
}

extension YAMLConfiguration {
    /// Reads a configuration file; what it leaves out has its default.
    ///
    /// - Parameter assignments: `section.key=value`, each of which takes the place of what the file says.
    /// - Throws: `DatasetError` with the line where a key is not known, or a value is not what it can be.
    public init(contentsOf path: String, assignments: [String] = []) throws {
        try self.init(
            yaml: try YAMLSettings.text(of: path), path: path, assignments: assignments)
    }

    /// Reads a configuration.
    ///
    /// - Parameters:
    ///   - path: what errors name, and where the file of an augmentation is looked for.
    ///   - assignments: `section.key=value`, each of which takes the place of what the text says.
    /// - Throws: `DatasetError` with the line where a key is not known, or a value is not what it can be.
    public init(yaml text: String, path: String, assignments: [String] = []) throws {
        self.init()
        var settings = try YAMLSettings(yaml: text, path: path, assignments: assignments)
        try read(&settings)
        try settings.finish()
    }

    /// Takes over what settings say, those of a whole file or under a key of another configuration's.
    ///
    /// - Throws: `DatasetError` with the line where a key is not known, or a value is not what it can be.
    mutating func read(_ settings: inout YAMLSettings) throws {
        seed = UInt64(
            try settings.whole("seed", default: Int(seed), within: 0...Int(Int32.max)))
        try readSections(&settings)
    }
}
