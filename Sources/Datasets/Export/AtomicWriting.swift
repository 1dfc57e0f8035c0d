import Foundation
import TensorFiles

/// Writes files and folders; what goes wrong is a `DatasetError`.
public enum AtomicWriting {
    /// Writes a file that appears complete or not at all.
    ///
    /// - Throws: `DatasetError` where it cannot be written.
    public static func write(_ bytes: some Collection<UInt8>, to path: String) throws {
        do {
            try AtomicFile.write(bytes, to: path)
        } catch let error as TensorFileError {
            throw DatasetError(error)
        }
    }

    /// Makes a folder, and those above it.
    ///
    /// - Throws: `DatasetError` where it cannot be made.
    public static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        } catch {
            throw DatasetError(
                path: path,
                problem: "the folder cannot be made: \(reason(path))",
                advice: "check that the folders above it are folders, and may be written to",
                kind: .unwritable)
        }
    }

    /// Why a folder cannot be made, in the system's words, which Foundation keeps to itself.
    private static func reason(_ path: String) -> String {
        var folder = FilePath.absolute(path)
        while folder != "/", !FilePath.exists(FilePath.folder(of: folder)) {
            folder = FilePath.folder(of: folder)
        }
        guard mkdir(folder, 0o777) != 0 else {
            rmdir(folder)
            return "try again"
        }
        return String(cString: strerror(errno))
    }
}
