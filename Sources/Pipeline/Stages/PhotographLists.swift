import Datasets
import Foundation
import TensorFiles

/// The photographs of tables, kept in a folder as lists of files, as large tables take long to read.
final class PhotographLists {
    private let folder: String
    private var used: Set<String> = []
    private var made: [String: [String]] = [:]

    /// Lists that are kept in a folder; it is made once there are some.
    init(_ folder: String) {
        self.folder = folder
    }

    /// The files of a table's photographs.
    ///
    /// - Parameter digest: of the table's contents.
    /// - Throws: `DatasetError` where the table cannot be read.
    func files(ofTable path: String, digest: String) throws -> [String] {
        let name = FileDigest(text: "\(path)\n\(digest)").hexadecimal + ".txt"
        used.insert(name)
        if let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") {
            return bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
        }
        let table = try Dataset(contentsOf: path).table
        let files = (0..<table.count).map { table.file(at: $0) }
        // A line is a file.
        if !files.contains(where: { $0.contains("\n") }), !files.isEmpty { made[name] = files }
        return files
    }

    /// Keeps the lists that were asked for.
    ///
    /// - Throws: `DatasetError` or `TensorFileError` where they cannot be written.
    func save() throws {
        if !made.isEmpty { try AtomicWriting.makeFolder(folder) }
        for (name, files) in made {
            try AtomicFile.write(
                Array(files.joined(separator: "\n").utf8), to: "\(folder)/\(name)")
        }
        made = [:]
    }

    /// Removes lists that nobody has asked for.
    func tidy() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names where !used.contains(name) {
            try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }
    }
}
