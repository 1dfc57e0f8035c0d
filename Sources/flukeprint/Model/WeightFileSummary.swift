import Foundation
import TensorFiles
import Torch

/// What `flukeprint model inspect` prints of a weight file.
struct WeightFileSummary: Encodable {
    /// One tensor.
    struct Row: Encodable {
        var name: String
        var dtype: String
        var shape: [Int]
        var statistics: Statistics?
    }

    /// What the elements of a tensor are like; absent where there are none.
    struct Statistics: Encodable {
        var sum: Double
        var minimum: Double
        var maximum: Double

        /// JSON has no NaN and no infinity, so that these are written as text.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            for (key, value) in [
                (CodingKeys.sum, sum), (.minimum, minimum), (.maximum, maximum),
            ] {
                if value.isFinite {
                    try container.encode(value, forKey: key)
                } else {
                    try container.encode("\(value)", forKey: key)
                }
            }
        }

        private enum CodingKeys: CodingKey {
            case sum, minimum, maximum
        }
    }

    var path: String
    var format: String
    var entry: String?
    var metadata: [String: String]
    var tensors: [Row]
    var elementCount: Int
    var byteCount: Int

    /// - Throws: `TensorFileError` where the file cannot be read.
    init(of path: String, entry: String?, withStatistics: Bool) throws {
        let file = try TensorFile.open(path, entry: entry)
        let state = withStatistics ? try StateDictionary(contentsOf: path, entry: entry) : nil
        self.path = path
        format = file.format.rawValue
        self.entry = file.entry
        metadata = file.metadata
        tensors = file.tensors.map { stored in
            Row(
                name: stored.name, dtype: stored.dtype.rawValue, shape: stored.shape,
                statistics: state?[stored.name].flatMap { Statistics(of: $0) })
        }
        elementCount = file.tensors.reduce(0) { $0 + $1.elementCount }
        byteCount = file.tensors.reduce(0) { $0 + $1.byteCount }
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    func table() -> String {
        var cells = [["name", "dtype", "shape"]]
        let hasStatistics = tensors.contains { $0.statistics != nil }
        if hasStatistics { cells[0] += ["sum", "minimum", "maximum"] }
        for row in tensors {
            let values = row.statistics.map { [$0.sum, $0.minimum, $0.maximum] } ?? []
            cells.append(
                [printable(row.name), row.dtype, "\(row.shape)"]
                    + values.map { String(format: "%.6g", $0) })
        }
        var lines = TextTable(cells, rightAligned: [3, 4, 5]).lines
        lines.append("")
        lines.append(
            "\(tensors.count) tensor\(tensors.count == 1 ? "" : "s"), \(elementCount) elements, \(byteCount) bytes "
                + "(\(format)\(entry.map { ", entry '\($0)'" } ?? ""))")
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            lines.append("\(printable(key)): \(printable(value))")
        }
        return lines.joined(separator: "\n")
    }
}

extension WeightFileSummary.Statistics {
    /// Summed in double precision, as the order of so many additions matters.
    fileprivate init?(of tensor: Tensor) {
        guard tensor.count > 0 else { return nil }
        let elements = tensor.to(dtype: .float64)
        sum = elements.sum().item()
        minimum = elements.min().item()
        maximum = elements.max().item()
    }
}

/// A text out of a file, with the control characters escaped that could steer a terminal.
private func printable(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
        let isControl = scalar.properties.generalCategory == .control
        result += isControl ? scalar.escaped(asASCII: true) : String(scalar)
    }
}
