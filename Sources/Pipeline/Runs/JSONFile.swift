import Foundation
import TensorFiles

/// Values in JSON files, as stages leave them for each other and for people.
enum JSONFile {
    /// Reads a value.
    ///
    /// - Parameters:
    ///   - what: what the file holds, such as "curves of thresholds".
    ///   - advice: what to do where it does not.
    /// - Throws: `TensorFileError` where it cannot be read, or holds something else.
    static func read<Value: Decodable>(
        _ path: String, expecting what: String, advice: String
    ) throws -> Value {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw TensorFileError(
                path: path, problem: "cannot be read", advice: advice, kind: .missing)
        }
        do {
            return try JSONDecoder().decode(Value.self, from: bytes)
        } catch {
            throw TensorFileError(
                path: path, problem: "expected \(what), found something else", advice: advice,
                kind: .malformed)
        }
    }

    /// Writes a value, the same bytes for the same one.
    ///
    /// - Throws: `TensorFileError` where the file cannot be written.
    static func write(_ value: some Encodable, to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try AtomicFile.write(Array(try encoder.encode(value)), to: path)
    }
}
