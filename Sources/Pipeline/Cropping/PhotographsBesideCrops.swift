import Datasets
import Foundation

extension PhotographTable {
    /// The table without the files in a folder of crops: a walk through a folder above lists them as photographs.
    ///
    /// What stays is what a walk finds before there are crops. A folder that all files are in holds no crops of others,
    /// and stays.
    public func withoutFiles(inCrops folder: String) -> PhotographTable {
        let place = FolderPlace(folder)
        // Few folders hold many files, and links are followed on the disk.
        var known: [String: Bool] = [:]
        let kept = (0..<count).filter { row in
            let file = file(at: row)
            let path = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
            let isInside = known[path] ?? place.contains(path)
            known[path] = isInside
            return !isInside
        }
        guard !kept.isEmpty, kept.count < count else { return self }
        var table = rows(kept)
        table.forgetLonelyFolder()
        return table
    }

    /// Beside a folder of crops, the only other one looks like an individual's.
    private mutating func forgetLonelyFolder() {
        guard let name = photographs[0].individual,
            photographs.allSatisfy({ $0.individual == name && $0.path.hasPrefix(name + "/") })
        else { return }
        for row in 0..<count { self[row].individual = nil }
    }
}

/// A folder, which need not be there, as paths name it and as links lead to it.
public struct FolderPlace {
    private let names: Set<String>

    /// The folder at a path.
    public init(_ path: String) {
        names = Self.names(of: path)
    }

    /// Whether a path is the folder's, or lies below it.
    public func contains(_ path: String) -> Bool {
        Self.names(of: path).contains { path in
            names.contains { path == $0 || path.hasPrefix($0 + "/") }
        }
    }

    private static func names(of path: String) -> Set<String> {
        let url = URL(fileURLWithPath: path).standardizedFileURL
        // Of what is not there, the folder above may be behind a link.
        var above = url
        var rest: [String] = []
        while above.path != "/", !FileManager.default.fileExists(atPath: above.path) {
            rest.insert(above.lastPathComponent, at: 0)
            above = above.deletingLastPathComponent()
        }
        let links = rest.reduce(above.resolvingSymlinksInPath()) { $0.appendingPathComponent($1) }
        return [url.path, links.path]
    }
}
