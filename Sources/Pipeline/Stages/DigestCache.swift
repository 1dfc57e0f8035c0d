import Datasets
import Foundation
import TensorFiles

/// Digests of files, read anew only where size or time of change tell that a file is another.
final class DigestCache {
    private struct Entry: Codable {
        let byteCount: Int
        let seconds: Int
        let nanoseconds: Int
        let digest: String
    }

    private let path: String
    private var entries: [String: Entry]
    private var isChanged = false
    private var listings: [String: String] = [:]

    /// The digests that are kept in a file; none where it cannot be read.
    init(_ path: String) {
        self.path = path
        let bytes = FileManager.default.contents(atPath: path)
        entries =
            bytes.flatMap { try? JSONDecoder().decode([String: Entry].self, from: $0) } ?? [:]
    }

    /// The digest of a file's contents.
    ///
    /// - Throws: `TensorFileError` where it cannot be read.
    func digest(of file: String) throws -> String {
        let state = SourceFileState(path: file)
        if let state, let known = entries[file], known.byteCount == state.byteCount,
            known.seconds == state.modified.seconds,
            known.nanoseconds == state.modified.nanoseconds
        {
            return known.digest
        }
        let digest = try FileDigest(of: file).hexadecimal
        // What was written just now may be written again within the same tick of the clock, at the same size.
        if let state, !state.isFresh, SourceFileState(path: file) == state {
            entries[file] = Entry(
                byteCount: state.byteCount, seconds: state.modified.seconds,
                nanoseconds: state.modified.nanoseconds, digest: digest)
            isChanged = true
        }
        return digest
    }

    /// The digest of a list, which is made once for each name.
    func digest(ofListing name: String, _ make: () throws -> String) rethrows -> String {
        if let known = listings[name] { return known }
        let digest = FileDigest(text: try make()).hexadecimal
        listings[name] = digest
        return digest
    }

    /// Keeps what was found.
    ///
    /// - Throws: `TensorFileError` where the file cannot be written.
    func save() throws {
        guard isChanged else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try AtomicFile.write(Array(try encoder.encode(entries)), to: path)
        isChanged = false
    }
}
