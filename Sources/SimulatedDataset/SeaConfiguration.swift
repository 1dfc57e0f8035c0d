import Datasets
import Foundation
import SimulatedSea
import Yams

/// What stands in `sea.yaml`: everything that decides the bytes of a simulated data set.
struct SeaConfiguration: Codable, Equatable {
    /// Rises when the same knobs give other photographs.
    var edition: Int
    var knobs: SeaKnobs

    init(_ knobs: SeaKnobs) {
        edition = SeaPlan.edition
        self.knobs = knobs
    }

    /// The file's text.
    func yaml() throws -> String {
        // Yams writes 0.12 as 1.19999997317791e-1. Of JSON, a value per line, only marks must go.
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let json = String(decoding: try encoder.encode(self), as: UTF8.self)
        let lines = json.split(separator: "\n").compactMap { line -> String? in
            let plain = line.filter { !"\",{}".contains($0) }.replacing(" : ", with: ": ")
            return plain.allSatisfy(\.isWhitespace) ? nil : String(plain.dropFirst(2))
        }
        return "# A simulated sea: `flukeprint simulate`. The same knobs give the same bytes.\n"
            + lines.joined(separator: "\n") + "\n"
    }

    /// - Throws: `DatasetError` where a folder's file says something else, with what differs.
    func check(against path: String) throws {
        guard let bytes = FileManager.default.contents(atPath: path),
            let found = try? YAMLDecoder().decode(
                SeaConfiguration.self, from: String(decoding: bytes, as: UTF8.self))
        else {
            throw DatasetError(
                path: path, problem: "is not the configuration of a simulated sea",
                advice: "name a new folder", kind: .unwritable)
        }
        guard found != self else { return }
        let (here, asked) = (found.lines(), lines())
        let differing = Set(here.keys).union(asked.keys).sorted().filter { here[$0] != asked[$0] }
        let list = differing.prefix(4).map {
            "\($0) \(here[$0] ?? "none"), asked for \(asked[$0] ?? "none")"
        }
        throw DatasetError(
            path: path,
            problem: "the folder holds another sea: " + list.joined(separator: "; "),
            advice: "give the same options to go on with it, or name a new folder",
            kind: .unwritable)
    }

    /// Every value by its name.
    private func lines() -> [String: String] {
        guard let text = try? yaml(), let node = try? Yams.compose(yaml: text) else { return [:] }
        var lines: [String: String] = [:]
        func walk(_ node: Node, _ name: String) {
            if let mapping = node.mapping {
                for (key, value) in mapping { walk(value, key.string ?? "") }
            } else {
                lines[name] = node.string ?? ""
            }
        }
        walk(node, "")
        return lines
    }
}
