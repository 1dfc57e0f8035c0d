import Datasets
import Foundation

/// What a stage depends on.
enum StageInput {
    /// Settings, as text.
    case settings(String)
    /// A file's contents.
    case file(String)
    /// All files of a folder, by name, size and time of change, but those in a folder of the run's own.
    case folder(String, outside: String)
    /// The photographs of a table in a file: the table's contents, and of each photograph size and time of change.
    case photographs(table: String)

    /// A data set in a folder, or in a file; of one that YAML describes, the files beside it count, too.
    ///
    /// - Parameter run: the run's folder, which may lie among them.
    static func dataset(_ path: String, outside run: String) -> StageInput {
        if FilePath.isFolder(path) { return .folder(path, outside: run) }
        let isYAML = path.hasSuffix(".yaml") || path.hasSuffix(".yml")
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        return isYAML ? .folder(folder, outside: run) : .file(path)
    }

    /// The file or folder, where it is one.
    var path: String? {
        switch self {
        case .settings: nil
        case .file(let path), .folder(let path, _), .photographs(let path): path
        }
    }

    /// Stands for what the input is now.
    ///
    /// - Throws: `TensorFileError` or `DatasetError` where it cannot be read.
    func digest(_ digests: DigestCache) throws -> String {
        switch self {
        case .settings(let text): text
        case .file(let path): try digests.digest(of: path)
        case .folder(let path, let run):
            FileDigest(text: try Self.listing(of: path, outside: run)).hexadecimal
        case .photographs(let path): try digests.digest(ofPhotographsIn: path)
        }
    }

    private static func listing(of folder: String, outside run: String) throws -> String {
        guard let names = try? FileManager.default.subpathsOfDirectory(atPath: folder) else {
            throw DatasetError(path: folder, problem: "cannot be listed", kind: .missing)
        }
        let own = FilePath.relative(run, to: folder)
        return names.filter { $0 != own && !$0.hasPrefix("\(own)/") }.sorted()
            .map { SourceFileState.line(of: "\(folder)/\($0)") }.joined(separator: "\n")
    }
}
