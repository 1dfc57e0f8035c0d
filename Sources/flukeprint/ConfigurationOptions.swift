import ArgumentParser
import Pipeline

/// What the commands take that compute by a configuration: its file, and values in the place of the file's.
struct ConfigurationOptions: ParsableArguments {
    @Argument(
        help: "A configuration; all its values have defaults but data.table.",
        completion: .file(extensions: ["yaml", "yml"]))
    var config: String?

    @Option(
        help: ArgumentHelp(
            "The data set (data.table): a table, annotations, or a folder.",
            valueName: "data set"),
        completion: .file())
    var table: String?

    @Option(
        help: ArgumentHelp(
            "The folder that the photographs' paths start from (data.root).", valueName: "folder"),
        completion: .directory)
    var root: String?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "A value of the configuration, such as seed=2. May be repeated.",
            valueName: "key=value"))
    var assignments: [String] = []

    @Flag(help: "Print the configuration, every value with a comment, and do nothing else.")
    var printConfiguration = false

    /// The configuration's file, with the command line's values in their places.
    ///
    /// - Parameter further: what options of the command's own say, `key="value"`.
    /// - Throws: `DatasetError` where the file, or a value, is not what it can be.
    func configuration<Configuration: YAMLConfiguration>(
        adding further: [String] = []
    ) throws -> Configuration {
        try Configuration(
            file: config,
            assignments: assignment("data.table", table) + assignment("data.root", root) + further
                + assignments)
    }

    /// Looks whether a configuration names its data set.
    func check(table: String) throws {
        guard !table.isEmpty else {
            throw ValidationError("Name the data set: --table, or data.table in the configuration.")
        }
    }
}
