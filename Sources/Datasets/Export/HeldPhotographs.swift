import Foundation

/// What a folder of annotations holds of the photographs themselves.
public enum HeldPhotographs: String, Sendable, CaseIterable {
    /// Symbolic links to them.
    case links
    /// Copies of them.
    case copies
    /// Nothing: annotations only.
    case none

    /// Puts a photograph of a data set at a path below a folder, whose own folder is made.
    ///
    /// - Throws: `DatasetError` where it cannot be written.
    func hold(
        _ photograph: String, of root: String, at path: String, in folder: String
    ) throws {
        try AtomicWriting.makeFolder(FilePath.folder(of: path))
        guard self != .none else { return }
        let files = FileManager.default
        let isLink = (try? files.destinationOfSymbolicLink(atPath: path)) != nil
        guard FilePath.absolute(path) != FilePath.absolute(photograph),
            isLink || Self.realPath(path) != Self.realPath(photograph)
        else {
            throw DatasetError(
                path: path, problem: "it is one of the photographs themselves",
                advice: "name another folder", kind: .unwritable)
        }
        do {
            if (try? files.attributesOfItem(atPath: path)) != nil {
                try files.removeItem(atPath: path)
            }
            if self == .links {
                let target = Self.linkTarget(photograph, of: root, from: path, folder)
                try files.createSymbolicLink(atPath: path, withDestinationPath: target)
            } else {
                try files.copyItem(atPath: FilePath.absolute(photograph), toPath: path)
            }
        } catch {
            throw DatasetError(
                path: path, problem: "cannot be written: \(error.localizedDescription)",
                kind: .unwritable)
        }
    }

    /// A file's place, links followed; the path itself where there is nothing.
    private static func realPath(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }

    /// Where a link leads: relative where the folder lies below the root, so that both can be moved.
    private static func linkTarget(
        _ photograph: String, of root: String, from link: String, _ folder: String
    ) -> String {
        let isBelow = !FilePath.relative(folder, to: root).hasPrefix("..")
        return isBelow
            ? FilePath.relative(photograph, to: FilePath.folder(of: link))
            : FilePath.absolute(photograph)
    }
}
