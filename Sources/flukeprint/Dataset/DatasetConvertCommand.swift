import ArgumentParser
import Datasets

/// `flukeprint dataset convert IN OUT`.
struct DatasetConvertCommand: ParsableCommand {
    /// The formats that are written.
    enum Target: String, ExpressibleByArgument, CaseIterable {
        case csv, yolo, coco
    }

    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Write a data set in another format.",
        discussion: """
            csv is Flukeprint's own table, which holds everything; coco a JSON file; yolo a folder with \
            data.yaml, labels and links to the photographs. Files appear complete or not at all.

            Examples:
              flukeprint dataset convert happywhale/train.csv train.csv --to csv
              flukeprint dataset convert raccoon/labels.csv raccoon-yolo --to yolo
              flukeprint dataset convert dolphins fins.csv --to csv --class fin
            """)

    @Argument(help: "A table, an annotation file, or a folder.", completion: .file())
    var input: String

    @Argument(help: "The file to write, or the folder for YOLO.", completion: .file())
    var output: String

    @Option(help: "csv, yolo or coco.")
    var to: Target

    @OptionGroup var options: DatasetOptions

    @Option(help: "Whether a YOLO folder holds links, copies or none of the photographs.")
    var photographs: YOLOPhotographs = .links

    @Flag(help: "Replace the output where it exists.")
    var force = false

    func run() throws {
        try checkAbsent(output, force: force)
        let table = try options.open(input).table
        switch to {
        case .csv: try table.writeTable(to: output)
        case .yolo: try table.writeYOLO(to: output, photographs: photographs)
        case .coco: try table.writeCOCO(to: output)
        }
        print("\(output): \(table.count) photographs, \(table.boxCount) boxes")
    }
}

extension YOLOPhotographs: ExpressibleByArgument {}
