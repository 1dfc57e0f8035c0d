import Foundation
import TensorFiles
import Torch

/// What is done of a long pass over photographs, in a folder beside its output: a file for some thousand photographs.
struct EmbeddingParts {
    private let folder: String
    private let key: String

    /// Where the parts of an output are.
    static func folder(beside output: String) -> String { output + ".parts" }

    /// The parts of an output; `key` tells whether parts of an earlier session are of the same run.
    ///
    /// - Throws: `TensorFileError` where the folder cannot be made.
    init(beside output: String, key: String) throws {
        folder = Self.folder(beside: output)
        self.key = key
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw TensorFileError(
                path: folder, problem: "cannot be made: \(error.localizedDescription)",
                advice: "name an output in a folder that may be written to", kind: .unwritable)
        }
    }

    /// Whether the part from a row on is done.
    func holds(_ start: Int) -> Bool { (try? read(start)) != nil }

    /// Keeps a part: what was made of some photographs, a row for each, and which these are.
    ///
    /// - Throws: `TensorFileError` where it cannot be written.
    func write(_ tensor: Tensor, rows: [Int], at start: Int) throws {
        var file = StateDictionary()
        file["kept"] = tensor
        file["rows"] = Tensor(rows)
        file.metadata["key"] = key
        try file.write(to: path(start), format: .safetensors)
    }

    /// All parts, one after the other.
    ///
    /// - Throws: `TensorFileError` where one cannot be read.
    func collected(_ starts: [Int]) throws -> (tensor: Tensor, rows: [Int]) {
        let parts = try starts.map(read)
        return (Tensor.cat(parts.map(\.tensor)), parts.flatMap(\.rows))
    }

    /// Removes the folder, as the output is complete.
    func remove() {
        try? FileManager.default.removeItem(atPath: folder)
    }

    private func path(_ start: Int) -> String { "\(folder)/\(start).safetensors" }

    private func read(_ start: Int) throws -> (tensor: Tensor, rows: [Int]) {
        let file = try StateDictionary(contentsOf: path(start))
        guard file.metadata["key"] == key, let tensor = file["kept"], let rows = file["rows"]
        else {
            throw TensorFileError(
                path: path(start), problem: "is of another run", advice: "remove \(folder)",
                kind: .malformed)
        }
        return (tensor, rows.array(of: Int.self))
    }
}
