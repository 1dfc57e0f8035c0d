import Foundation
import TensorFiles

/// How the classes do by the best weights of a run: `classes.json` in its folder.
struct ClassificationFile {
    private let path: String

    /// The file in a run's folder.
    init(in folder: RunFolder) {
        path = folder.file("classes.json")
    }

    /// Writes the figures.
    ///
    /// - Throws: `TensorFileError` where the file cannot be written.
    func write(_ classification: Classification) throws {
        try AtomicFile.write(Array(classification.json.utf8), to: path)
    }

    /// The figures; `nil` where there is no such file.
    ///
    /// - Throws: `TensorFileError` where it holds something else.
    func read() throws -> Classification? {
        guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
        do {
            return try JSONDecoder().decode(Classification.self, from: bytes)
        } catch {
            throw TensorFileError(
                path: path, problem: "expected the figures of a training, found something else",
                advice: "remove the run's folder to start anew", kind: .malformed)
        }
    }
}
