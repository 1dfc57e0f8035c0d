import Datasets
import Foundation
import TensorFiles

/// Digests of files and of the photographs of tables; files are read anew only where size or time of change tell that a file is another.
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
    private let lists: PhotographLists
    private var photographs: [String: String] = [:]

    /// The digests that are kept in a file; none where it cannot be read.
    init(_ path: String) {
        self.path = path
        lists = PhotographLists(
            URL(fileURLWithPath: path).deletingLastPathComponent().path + "/photographs")
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

    /// The digest of a table and of its photographs, by size and time of change, as they are when it is first asked for.
    ///
    /// - Throws: `TensorFileError` or `DatasetError` where the table cannot be read.
    func digest(ofPhotographsIn table: String) throws -> String {
        let digest = try digest(of: table)
        let name = "\(table) \(digest)"
        if let known = photographs[name] { return known }
        let files = try lists.files(ofTable: table, digest: digest)
        let text = ([digest] + files.map(SourceFileState.line)).joined(separator: "\n")
        let found = FileDigest(text: text).hexadecimal
        photographs[name] = found
        return found
    }

    /// Removes what no stage has asked for.
    func tidy() { lists.tidy() }

    /// Keeps what was found.
    ///
    /// - Throws: `TensorFileError` or `DatasetError` where it cannot be written.
    func save() throws {
        try lists.save()
        guard isChanged else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try AtomicFile.write(Array(try encoder.encode(entries)), to: path)
        isChanged = false
    }
}

extension SourceFileState {
    /// What is told of a file.
    static func line(of path: String) -> String {
        guard let state = SourceFileState(path: path) else { return "\(path) missing" }
        return "\(path) \(state.byteCount) \(state.modified.seconds) \(state.modified.nanoseconds)"
    }
}
