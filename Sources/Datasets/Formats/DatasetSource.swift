import Foundation
import TensorFiles

/// A file or folder to import, and what a glance at it tells.
struct DatasetSource {
    let path: String
    let isFolder: Bool
    /// The columns, where it is a CSV file.
    let columns: [String]
    /// The names in it, where it is a folder.
    let entries: [String]

    /// Looks at a path.
    ///
    /// - Throws: `DatasetError` where there is nothing, or the file's first line cannot be read.
    init(_ path: String) throws {
        self.path = path
        guard FilePath.exists(path) else {
            throw DatasetError(path: path, problem: "no such file or folder", kind: .missing)
        }
        isFolder = FilePath.isFolder(path)
        if isFolder {
            entries = try FolderWalk(path, recursive: false) { _ in true }.files
            columns = []
        } else {
            entries = []
            let isTable = ["csv", "tsv"].contains(FilePath.ending(of: path))
            columns = isTable ? try CSVReader(path).header : []
        }
    }

    /// The ending of a file, in lower case.
    var ending: String { FilePath.ending(of: path) }

    /// Whether it is a CSV file with all of these columns.
    func hasColumns(_ names: String...) -> Bool { names.allSatisfy(columns.contains) }

    /// The file that a folder holds its annotations in, or the path itself.
    ///
    /// - Throws: `DatasetError` where a folder holds several tables and none of a known name.
    func resolved() throws -> DatasetSource {
        guard isFolder else { return self }
        for name in ["data.yaml", "data.yml", "dataset.yaml", "metadata.csv", "labels.csv"]
        where entries.contains(name) {
            return try DatasetSource(FilePath.join(path, name))
        }
        let tables = entries.filter { FilePath.ending(of: $0) == "csv" }
        if tables.count == 1 { return try DatasetSource(FilePath.join(path, tables[0])) }
        if tables.count > 1 {
            throw DatasetError(
                path: path,
                problem: "the folder holds several tables: \(tables.joined(separator: ", "))",
                advice: "name one of them")
        }
        let jsons = entries.filter { FilePath.ending(of: $0) == "json" }
        if jsons.count == 1 {
            let source = try DatasetSource(FilePath.join(path, jsons[0]))
            if COCOFormat.recognises(source) { return source }
        }
        return self
    }

    /// The whole file as text.
    ///
    /// - Throws: `DatasetError` where it cannot be read, or is not UTF-8.
    func text() throws -> String { try Self.text(of: path) }

    /// A whole file as text.
    ///
    /// - Throws: `DatasetError` where it cannot be read, or is not UTF-8.
    static func text(of path: String) throws -> String {
        let bytes = try contents(of: path)
        let text = String(decoding: bytes.bytes, as: UTF8.self)
        guard text.utf8.elementsEqual(bytes.bytes) else {
            throw DatasetError(path: path, problem: "expected text in UTF-8")
        }
        return text
    }

    /// A whole file, mapped.
    static func contents(of path: String) throws -> FileBytes {
        do {
            return try FileBytes(mapping: path)
        } catch let error as TensorFileError {
            throw DatasetError(error)
        }
    }
}
