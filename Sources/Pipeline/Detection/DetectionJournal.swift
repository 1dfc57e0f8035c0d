import Datasets
import Foundation
import TensorFiles

/// What was found so far, photograph by photograph, so that a run goes on where another ended.
///
/// A file beside the output with a line of JSON for each photograph, the first being the key of all that decides what
/// comes out; a line that was not written to its end does not count.
final class DetectionJournal {
    /// What was found in a photograph.
    struct Entry: Codable {
        /// The row in the table of photographs.
        let row: Int
        /// The photograph's size, upright.
        let size: PictureSize
        /// The boxes.
        let boxes: [BoxLabel]
        /// Which state of the file it was found in.
        let state: FileState
    }

    /// What tells whether a photograph's file was replaced since.
    struct FileState: Codable, Equatable, Sendable {
        private let byteCount: Int
        private let seconds: Int
        private let nanoseconds: Int

        /// The state that a file is in; a state of its own where there is none.
        init(_ path: String) {
            let state = SourceFileState(path: path)
            byteCount = state?.byteCount ?? -1
            seconds = state?.modified.seconds ?? 0
            nanoseconds = state?.modified.nanoseconds ?? 0
        }
    }

    /// The file beside an output.
    static func path(beside output: String) -> String { output + ".found" }

    /// What earlier runs found, by row.
    private(set) var entries: [Int: Entry]
    private let path: String
    private let lock: FileLock
    private let file: FileHandle

    /// Opens the journal beside an output, or starts one where there is none, or one of something else.
    ///
    /// - Throws: `TensorFileError` where it cannot be written, `RunError` where another process writes to that output.
    init(beside output: String, key: String, of photographs: PhotographTable) throws {
        path = Self.path(beside: output)
        lock = try FileLock(path + ".lock", isTemporary: true)
        var lines = (FileManager.default.contents(atPath: path) ?? Data())
            .split(separator: UInt8(ascii: "\n"))
        let isOwn = lines.first.map { $0.elementsEqual(key.utf8) } ?? false
        lines = isOwn ? Array(lines.dropFirst()) : []
        entries = [:]
        for line in lines {
            guard let entry = try? JSONDecoder().decode(Entry.self, from: Data(line)),
                entry.row < photographs.count,
                entry.state == FileState(photographs.file(at: entry.row))
            else { continue }
            entries[entry.row] = entry
        }
        let kept = try entries.values.sorted { $0.row < $1.row }.flatMap(Self.line)
        try AtomicFile.write(Array((key + "\n").utf8) + kept, to: path)
        do {
            file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try file.seekToEnd()
        } catch {
            throw Self.refusal(path, error)
        }
    }

    deinit {
        // Of a run that did nothing, nothing stays.
        if entries.isEmpty { remove() }
    }

    /// Adds what was found in a photograph.
    ///
    /// - Throws: `TensorFileError` where it cannot be written.
    func append(_ entry: Entry) throws {
        do {
            try file.write(contentsOf: Data(Self.line(entry)))
        } catch {
            throw Self.refusal(path, error)
        }
        entries[entry.row] = entry
    }

    /// Removes the file, once the output is written.
    func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }

    private static func line(_ entry: Entry) throws -> [UInt8] {
        Array(try JSONEncoder().encode(entry)) + [UInt8(ascii: "\n")]
    }

    private static func refusal(_ path: String, _ error: any Error) -> TensorFileError {
        TensorFileError(
            path: path, problem: "cannot be written: \(error.localizedDescription)",
            advice: "free some space, then run the same command again: it goes on where it stood",
            kind: .unwritable)
    }
}
