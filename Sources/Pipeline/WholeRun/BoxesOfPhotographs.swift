import Datasets
import Foundation

/// The boxes of a data set, found by its photographs: the same file, else the same path, else the only one of that name.
struct BoxesOfPhotographs {
    private let photographs: [Photograph]
    private let files: [String: Int]
    private let paths: [String: Int]
    private let names: [String: Int]

    /// Boxes from a table that may have several rows for a photograph.
    init(_ table: PhotographTable) {
        let merged = table.mergedByPhotograph()
        photographs = merged.photographs
        func places(_ keys: [String]) -> [String: Int] {
            Dictionary(zip(keys, keys.indices), uniquingKeysWith: { first, _ in first })
        }
        files = places(merged.absoluteFiles)
        paths = places(photographs.map(\.path))
        let all = photographs.map { Self.name(of: $0.path) }
        let counts = all.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        names = places(all).filter { counts[$0.key] == 1 }
    }

    /// The same rows with the boxes that are found for them.
    ///
    /// - Returns: The table, and how many of its rows were not found.
    func given(to table: PhotographTable) -> (table: PhotographTable, missing: Int) {
        let absolute = table.absoluteFiles
        var result = table
        var missing = 0
        for row in 0..<table.count {
            let path = table[row].path
            let found =
                (files[absolute[row]] ?? paths[path] ?? names[Self.name(of: path)])
                .map { photographs[$0] }
            if found == nil { missing += 1 }
            result[row].boxes = found?.boxes ?? []
            result[row].size = found?.size ?? table[row].size
        }
        return (result, missing)
    }

    private static func name(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}
