import Foundation
import Pipeline

/// What `flukeprint detect run` prints.
struct DetectionOutcomeText: Encodable {
    private let output: String
    private let photographs: Int
    private let boxes: Int
    private let empty: Int
    private let several: Int
    private let skipped: [String]
    private let photographsPerSecond: Double
    private let crops: CropSummary?

    /// - Parameter crops: What was cut out on the way.
    init(_ outcome: DetectionRun.Outcome, output: String, crops: CropSummary? = nil) {
        self.output = output
        photographs = outcome.table.count
        boxes = outcome.table.boxCount
        empty = outcome.emptyCount
        several = outcome.severalCount
        skipped = outcome.skipped.map(\.description)
        photographsPerSecond = outcome.photographsPerSecond
        self.crops = crops
    }

    /// Lines to read.
    var text: String {
        (skipped.map { "skipped    \($0)" } + [
            "\(output): \(photographs) photographs, \(boxes) boxes",
            "\(empty) with no box, \(several) with several"
                + (skipped.isEmpty ? "" : ", \(skipped.count) that could not be read"),
            String(format: "%.1f photographs per second", photographsPerSecond),
        ] + (crops.map { [$0.text] } ?? [])).joined(separator: "\n")
    }

    /// The figures as JSON.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
