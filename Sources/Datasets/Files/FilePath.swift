import Foundation

/// Paths as text.
package enum FilePath {
    /// The endings of photographs, in lower case.
    static let photographEndings: Set<String> = [
        "jpg", "jpeg", "png", "tif", "tiff", "webp", "heic", "heif", "avif", "bmp", "gif", "jxl",
        "jp2",
    ]

    /// A path below a folder; an absolute path stays as it is.
    static func join(_ folder: String, _ path: String) -> String {
        if path.hasPrefix("/") || folder.isEmpty { return path }
        return folder.hasSuffix("/") ? folder + path : folder + "/" + path
    }

    /// The folder that a file lies in, `.` where the path names none.
    static func folder(of path: String) -> String {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false)
        while parts.count > 1, parts.last?.isEmpty == true { parts.removeLast() }
        guard parts.count > 1 else { return "." }
        let folder = parts.dropLast().joined(separator: "/")
        return folder.isEmpty ? "/" : folder
    }

    /// The last part of a path.
    package static func name(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// The last part of a path without its ending.
    static func stem(of path: String) -> String {
        let name = name(of: path)
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }

    /// The ending in lower case, without its dot; empty where there is none.
    static func ending(of path: String) -> String {
        let name = name(of: path)
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }

    /// A path without its ending.
    static func withoutEnding(_ path: String) -> String {
        let ending = ending(of: path)
        return ending.isEmpty ? path : String(path.dropLast(ending.count + 1))
    }

    /// Whether the ending is one of a photograph.
    static func isPhotograph(_ path: String) -> Bool {
        photographEndings.contains(ending(of: path))
    }

    /// The absolute path without `.` and `..`; symbolic links are not followed.
    static func absolute(_ path: String) -> String {
        let current = FileManager.default.currentDirectoryPath
        var parts: [Substring] = []
        for part in join(current, path).split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// The way from a folder to a path, by `..` where it lies elsewhere; empty where it is the folder.
    package static func relative(_ path: String, to folder: String) -> String {
        let target = absolute(path).split(separator: "/")
        let start = absolute(folder).split(separator: "/")
        var shared = 0
        while shared < min(target.count, start.count), target[shared] == start[shared] {
            shared += 1
        }
        let up = Array(repeating: ".." as Substring, count: start.count - shared)
        return (up + target[shared...]).joined(separator: "/")
    }

    /// Whether there is a file or folder.
    package static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }

    /// Whether two paths lead to one file or folder that exists.
    package static func isSame(_ one: String, _ other: String) -> Bool {
        func resolved(_ path: String) -> String? {
            guard let found = realpath(path, nil) else { return nil }
            defer { free(found) }
            return String(cString: found)
        }
        return resolved(one).map { $0 == resolved(other) } ?? false
    }

    /// Whether there is a folder.
    package static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && isFolder.boolValue
    }
}
