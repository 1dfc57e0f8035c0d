import ArgumentParser
import Detectors
import Embedders
import Foundation

/// `flukeprint model list`.
struct ModelListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the architectures: their size, their input, and what a picture costs.",
        discussion: """
            Parameters are those with a classifier of 1000 classes, of detectors those for 80; multiply-adds are \
            those of one picture of the usual size. Names are timm's, of detectors Ultralytics'.

            Examples:
              flukeprint model list
              flukeprint model list --json
            """)

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let rows =
            Architecture.all.map(ArchitectureRow.init)
            + YOLOv5Size.allCases.map(ArchitectureRow.init)
        print(json ? try ArchitectureRow.json(rows) : ArchitectureRow.table(rows))
    }
}

/// What `flukeprint model list` prints of an architecture.
private struct ArchitectureRow: Encodable {
    let name: String
    let parameters: Int
    let multiplyAdds: Int
    /// `nil` of detectors, which take pixels from 0 to 1.
    let preprocessing: Preprocessing?
    let width: Int
    let height: Int

    init(_ size: YOLOv5Size) {
        let cost = size.cost(classCount: 80, side: 640)
        name = size.rawValue
        parameters = cost.parameters
        multiplyAdds = cost.multiplyAdds
        preprocessing = nil
        (width, height) = (640, 640)
    }

    init(_ architecture: Architecture) {
        name = architecture.name
        let cost = architecture.cost
        parameters = cost.parameters
        multiplyAdds = cost.multiplyAdds
        preprocessing = architecture.preprocessing
        (width, height) = (architecture.preprocessing.width, architecture.preprocessing.height)
    }

    static func json(_ rows: [Self]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return String(decoding: try encoder.encode(rows), as: UTF8.self)
    }

    static func table(_ rows: [Self]) -> String {
        let cells = rows.map { row in
            [
                row.name, String(format: "%.1f M", Double(row.parameters) / 1e6),
                "\(row.height)×\(row.width)",
                String(format: "%.2f G", Double(row.multiplyAdds) / 1e9),
            ]
        }
        let heading = ["name", "parameters", "input", "multiply-adds"]
        return TextTable([heading] + cells, rightAligned: [1, 2, 3]).lines.joined(separator: "\n")
    }
}
