import Datasets
import Foundation

/// What a stage depends on.
enum StageInput {
    /// Settings, as text.
    case settings(String)
    /// A file's contents.
    case file(String)
    /// All files of a folder, by name, size and time of change.
    case folder(String)
    /// The photographs of a table in a file: the table's contents, and of each photograph size and time of change.
    case photographs(table: String)

    /// The file or folder, where it is one.
    var path: String? {
        switch self {
        case .settings: nil
        case .file(let path), .folder(let path), .photographs(let path): path
        }
    }

    /// Stands for what the input is now.
    ///
    /// - Throws: `TensorFileError` or `DatasetError` where it cannot be read.
    func digest(_ digests: DigestCache) throws -> String {
        switch self {
        case .settings(let text): text
        case .file(let path): try digests.digest(of: path)
        case .folder(let path): FileDigest(text: try Self.listing(of: path)).hexadecimal
        case .photographs(let path):
            FileDigest(
                text: try digests.digest(of: path) + Self.listing(ofTable: path)
            ).hexadecimal
        }
    }

    private static func listing(of folder: String) throws -> String {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
        return names.map { line(of: "\(folder)/\($0)") }.joined(separator: "\n")
    }

    private static func listing(ofTable path: String) throws -> String {
        let table = try Dataset(contentsOf: path).table
        return (0..<table.count).map { line(of: table.file(at: $0)) }.joined(separator: "\n")
    }

    private static func line(of path: String) -> String {
        guard let state = SourceFileState(path: path) else { return "\(path) missing" }
        return "\(path) \(state.byteCount) \(state.modified.seconds) \(state.modified.nanoseconds)"
    }
}
