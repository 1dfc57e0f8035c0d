/// A data set as it was read: the table, and what was odd about it.
public struct Dataset: Sendable {
    /// The photographs and what is known about them.
    public var table: PhotographTable
    /// What is wrong or odd, in the order in which it was found.
    public var findings: [Finding]
    /// Paths of photographs of which a label was left out, or is of a class that is not declared: one that has no box
    /// may show an animal all the same.
    public var doubtfulPhotographs: Set<String>
    /// The format that it was read from.
    public var format: DatasetFormat

    /// Reads a data set from a file or folder.
    ///
    /// The format is told by content (by columns, not by names) unless the options name it.
    ///
    /// - Throws: `DatasetError` with file and line where there is nothing to read, the format is not
    ///   known, or a row is malformed; in strict imports at the first fault of any kind.
    public init(contentsOf path: String, options: ImportOptions = ImportOptions()) throws {
        let source = try DatasetSource(path).resolved(as: options.format)
        let format = try options.format ?? Self.format(of: source)
        var context = ImportContext(options: options)
        var table = try format.importer.read(source, &context)
        if let root = options.root { table.root = root }
        try context.reportDuplicates(in: table, file: source.path)
        if options.checksPhotographs { try context.reportMissing(in: table, file: source.path) }
        self.table = table
        self.findings = context.findings
        doubtfulPhotographs = context.doubtfulPhotographs
        self.format = format
    }

    /// The format of a file or folder, by its content.
    private static func format(of source: DatasetSource) throws -> DatasetFormat {
        if let format = DatasetFormat.allCases.first(where: { $0.importer.recognises(source) }) {
            return format
        }
        let names = DatasetFormat.allCases.map(\.rawValue).joined(separator: ", ")
        var problem = "the format is not known"
        if !source.columns.isEmpty {
            problem +=
                ", the columns being \(source.columns.map { quoted($0) }.joined(separator: ", "))"
        }
        throw DatasetError(
            path: source.path, problem: problem, advice: "expected one of \(names)")
    }
}
