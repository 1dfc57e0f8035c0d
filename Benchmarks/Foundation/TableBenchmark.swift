import ArgumentParser
import BenchmarkSupport
import Datasets
import Foundation
import Randomness

/// What importing a table of the competition's size costs.
struct TableBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "table", abstract: "Time to import a table; it is drawn where there is none.")

    @Argument(help: "A table that `flukeprint dataset` reads.")
    var file: String

    private struct Result: Encodable {
        let measurement = "table"
        let rows: Int
        let boxes: Int
        let seconds: Double
    }

    func run() throws {
        if !FileManager.default.fileExists(atPath: file) { try draw() }
        var dataset: Dataset?
        let seconds = try seconds { dataset = try Dataset(contentsOf: file) }
        let table = dataset?.table
        try printLine(
            Result(rows: table?.count ?? 0, boxes: table?.boxCount ?? 0, seconds: seconds))
    }

    /// A `train.csv` like the competition's: as many rows and individuals, boxes in two of three rows.
    private func draw() throws {
        var random = SeededRandom(seed: 1)
        var writer = CSVWriter()
        writer.write(["image", "species", "individual_id", "box"])
        for _ in 0..<51_033 {
            let image = String(UInt64.random(in: 0..<1 << 52, using: &random), radix: 16)
            let box = (0..<4).map { "\(Int.random(in: 1..<900, using: &random) + $0 / 2 * 900)" }
            writer.write([
                image + ".jpg", "bottlenose_dolphin",
                "individual\(Int.random(in: 0..<15_587, using: &random))",
                Int.random(in: 0..<3, using: &random) == 0 ? "" : box.joined(separator: " "),
            ])
        }
        try Data(writer.bytes).write(to: URL(fileURLWithPath: file))
    }
}
