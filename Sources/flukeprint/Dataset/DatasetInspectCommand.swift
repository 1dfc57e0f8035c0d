import ArgumentParser
import Datasets

/// `flukeprint dataset inspect PATH`.
struct DatasetInspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Count photographs, individuals, species and boxes, and list what is wrong.",
        discussion: """
            Examples:
              flukeprint dataset inspect happywhale/train.csv
              flukeprint dataset inspect dolphins --class fin --check-photographs
              flukeprint dataset inspect metadata.csv --json > summary.json
            """)

    @Argument(help: "A table, an annotation file, or a folder.", completion: .file())
    var path: String

    @OptionGroup var options: DatasetOptions

    @Flag(help: "Print JSON, with every finding.")
    var json = false

    func run() throws {
        let summary = DatasetSummary(try options.open(path, isQuiet: true))
        print(json ? try summary.json() : summary.text())
    }
}
