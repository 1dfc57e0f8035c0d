import Datasets
import Foundation
import Imaging
import Synchronization
import TensorFiles

/// What crops were made, photograph by photograph, so that a run goes on where another ended.
///
/// A file of a line of JSON for each photograph, which grows while crops are made. The last line about a photograph
/// counts; one that was not written to its end does not.
final class CropJournal: Sendable {
    /// What is known about a photograph's crops.
    struct Entry: Codable, Sendable {
        /// A crop that was made.
        struct Crop: Codable, Sendable {
            let path: String
            let byteCount: Int
            let size: ImageSize
            /// The part of the photograph that it shows.
            let rectangle: PixelRectangle
            /// The box in the photograph's pixels; `nil` where the photograph was kept whole.
            let box: Box?
        }

        /// The photograph's path in the table.
        let source: String
        /// Stands for all that decides how its crops look.
        let key: String
        let byteCount: Int
        let seconds: Int
        let nanoseconds: Int
        /// The photograph's size, upright.
        let size: ImageSize
        /// The crops, in the order of the plan; `nil` where a box lies outside of the photograph.
        let crops: [Crop?]

        /// Whether these are the crops that are wanted, of the photograph as it is now, and are all there.
        func isUpToDate(key: String, file: String, in folder: String) -> Bool {
            guard self.key == key, let now = SourceFileState(path: file),
                now.byteCount == byteCount, now.modified == (seconds, nanoseconds)
            else { return false }
            return crops.compactMap { $0 }.allSatisfy { crop in
                SourceFileState(path: "\(folder)/\(crop.path)")?.byteCount == crop.byteCount
            }
        }
    }

    /// The name of the file in a folder of crops.
    static let name = ".crops.jsonl"

    /// What earlier runs made, by photograph.
    let earlier: [String: Entry]
    private let path: String
    private let file: Mutex<FileHandle>
    private let appended = Mutex<[String: Entry]>([:])

    /// Opens the journal of a folder, or starts one.
    ///
    /// - Throws: `TensorFileError` where it cannot be written.
    init(in folder: String) throws {
        path = "\(folder)/\(Self.name)"
        var earlier: [String: Entry] = [:]
        if let bytes = FileManager.default.contents(atPath: path) {
            for line in bytes.split(separator: UInt8(ascii: "\n")) {
                guard let entry = try? JSONDecoder().decode(Entry.self, from: Data(line)) else {
                    continue
                }
                earlier[entry.source] = entry
            }
        }
        self.earlier = earlier
        // Without the lines that later ones took the place of, and the one that was cut short.
        let entries = earlier.values.sorted { $0.source < $1.source }
        try AtomicFile.write(try entries.flatMap(Self.line), to: path)
        do {
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try handle.seekToEnd()
            file = Mutex(handle)
        } catch {
            throw Self.refusal(path, error)
        }
    }

    /// Adds a photograph, once its crops are written.
    ///
    /// - Throws: `TensorFileError` where it cannot be written.
    func append(_ entry: Entry) throws {
        let line = try Self.line(entry)
        do {
            try file.withLock { try $0.write(contentsOf: Data(line)) }
        } catch {
            throw Self.refusal(path, error)
        }
        appended.withLock { $0[entry.source] = entry }
    }

    /// What this run made so far, by photograph.
    var made: [String: Entry] { appended.withLock { $0 } }

    private static func line(_ entry: Entry) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(entry)) + [UInt8(ascii: "\n")]
    }

    private static func refusal(_ path: String, _ error: any Error) -> TensorFileError {
        TensorFileError(
            path: path, problem: "cannot be written: \(error.localizedDescription)",
            advice: "free some space, then run the same command again: it goes on where it stood",
            kind: .unwritable)
    }
}
