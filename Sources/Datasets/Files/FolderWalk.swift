#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The files below a folder, found with a guard against names and links that lead astray.
///
/// Names that start with a dot are left out. A folder is entered once, however many links lead to it, so
/// that loops end. Order is that of the names' bytes, files before folders.
struct FolderWalk {
    /// The files that were wanted, relative to the folder.
    private(set) var files: [String] = []
    /// What could not be followed.
    private(set) var problems: [(kind: Finding.Kind, path: String, message: String)] = []

    private let isWanted: (String) -> Bool
    private var entered: Set<Identity> = []

    /// What tells a folder from all others.
    private struct Identity: Hashable {
        let device: UInt64
        let number: UInt64

        init(_ status: stat) {
            device = UInt64(truncatingIfNeeded: status.st_dev)
            number = UInt64(truncatingIfNeeded: status.st_ino)
        }
    }

    /// Walks through a folder and the folders in it.
    ///
    /// - Throws: `DatasetError` where the folder itself cannot be opened.
    init(_ root: String, recursive: Bool = true, where isWanted: @escaping (String) -> Bool) throws
    {
        self.isWanted = isWanted
        var status = stat()
        guard stat(root, &status) == 0 else {
            throw DatasetError(path: root, problem: Self.message(), kind: .missing)
        }
        entered.insert(Identity(status))
        guard let entries = names(in: root, shown: "") else {
            throw DatasetError(
                path: root, problem: "the folder cannot be opened: \(Self.message())",
                kind: .missing)
        }
        walk(entries, root: root, below: "", recursive: recursive)
    }

    private mutating func walk(
        _ entries: [String], root: String, below: String, recursive: Bool
    ) {
        var folders: [(path: String, status: stat)] = []
        for name in entries {
            let path = below + name
            var status = stat()
            guard stat(FilePath.join(root, path), &status) == 0 else {
                let kind: Finding.Kind = errno == ELOOP ? .linkLoop : .unreadable
                if kind == .linkLoop || isWanted(name) {
                    problems.append((kind, path, Self.message()))
                }
                continue
            }
            if status.st_mode & S_IFMT == S_IFDIR {
                folders.append((path, status))
            } else if status.st_mode & S_IFMT == S_IFREG, isWanted(name) {
                files.append(path)
            }
        }
        guard recursive else { return }
        for folder in folders {
            guard entered.insert(Identity(folder.status)).inserted else {
                problems.append(
                    (.linkLoop, folder.path, "the folder was visited before, by another way"))
                continue
            }
            let full = FilePath.join(root, folder.path)
            guard let entries = names(in: full, shown: folder.path) else {
                problems.append((.unreadable, folder.path, Self.message()))
                continue
            }
            walk(entries, root: root, below: folder.path + "/", recursive: true)
        }
    }

    /// The names in a folder, sorted; `nil` where it cannot be opened.
    private mutating func names(in folder: String, shown: String) -> [String]? {
        guard let directory = opendir(folder) else { return nil }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            guard bytes.first != UInt8(ascii: ".") else { continue }
            let name = String(decoding: bytes, as: UTF8.self)
            guard name.utf8.elementsEqual(bytes) else {
                problems.append(
                    (
                        .unreadableName, FilePath.join(shown, name),
                        "the name is not UTF-8; rename the file"
                    ))
                continue
            }
            names.append(name)
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func message() -> String { String(cString: strerror(errno)) }
}
