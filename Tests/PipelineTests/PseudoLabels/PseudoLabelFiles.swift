import Datasets
import Foundation

@testable import Pipeline

/// Tables and predictions for tests, in a folder that lasts as long as the object.
final class PseudoLabelFiles: Sendable {
    let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "pseudo-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// Writes lines, and gives the path.
    @discardableResult
    func write(_ name: String, _ lines: [String]) throws -> String {
        try (lines.joined(separator: "\n") + "\n")
            .write(toFile: path(name), atomically: true, encoding: .utf8)
        return path(name)
    }

    /// Writes matches: `image answer probability answer probability …`, `-` for no probability.
    @discardableResult
    func matches(_ name: String, _ rows: [String]) throws -> String {
        var lines = ["image,place,individual,score,probability,neighbour,similarity"]
        for row in rows {
            let words = row.split(separator: " ")
            for place in 0..<(words.count - 1) / 2 {
                let probability = words[2 + 2 * place]
                lines.append(
                    "\(words[0]),\(place + 1),\(words[1 + 2 * place]),0.\(9 - place),"
                        + "\(probability == "-" ? "" : probability),,")
            }
        }
        return try write(name, lines)
    }

    /// Writes a table under a heading, and reads it back.
    func table(_ name: String, _ lines: [String]) throws -> PseudoLabelRun.Source {
        let path = try write(name, lines)
        return .init(try Dataset(contentsOf: path).table, path: path)
    }
}
