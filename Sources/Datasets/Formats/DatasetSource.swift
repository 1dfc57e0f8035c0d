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
    func resolved(as format: DatasetFormat?) throws -> DatasetSource {
        guard isFolder else { return self }
        switch format {
        case .yolo: return try named("data.yaml", "data.yml", "dataset.yaml") ?? self
        case .coco: return try only("json") ?? self
        case .voc, .individuals, .photographs: return self
        case .table, .happywhale, .detectorBoxes, .wildlife, .tensorflow:
            return try named("crops.csv", "metadata.csv", "labels.csv") ?? only("csv") ?? self
        case nil:
            if let known = try named(
                "data.yaml", "data.yml", "dataset.yaml", "crops.csv", "metadata.csv", "labels.csv")
            {
                return known
            }
            if let table = try only("csv") { return table }
            let jsons = entries.filter { FilePath.ending(of: $0) == "json" }
            guard jsons.count == 1, let source = try only("json"), COCOFormat.recognises(source)
            else { return self }
            return source
        }
    }

    /// The first of these files that there is.
    private func named(_ names: String...) throws -> DatasetSource? {
        guard let name = names.first(where: entries.contains) else { return nil }
        return try DatasetSource(FilePath.join(path, name))
    }

    /// The one file with an ending; `nil` where there is none.
    private func only(_ ending: String) throws -> DatasetSource? {
        let names = entries.filter { FilePath.ending(of: $0) == ending }
        guard names.count > 1 else {
            return try names.first.map { try DatasetSource(FilePath.join(path, $0)) }
        }
        throw DatasetError(
            path: path,
            problem: "the folder holds several tables: \(names.joined(separator: ", "))",
            advice: "name one of them")
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
