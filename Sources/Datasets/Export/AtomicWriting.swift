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

    /// Writes files that belong together: none appears before the bytes of all are on their way to the disk.
    ///
    /// - Throws: `DatasetError` where one cannot be written.
    public static func write(_ files: [(path: String, bytes: [UInt8])]) throws {
        do {
            let open = try files.map { file in
                let open = try AtomicFile(file.path)
                try open.write(file.bytes)
                return open
            }
            for file in open { try file.commit() }
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
