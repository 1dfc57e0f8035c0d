import Foundation
import TensorFiles

/// Writes files and folders, in this library's errors.
enum AtomicWriting {
    /// Writes a file that appears complete or not at all.
    ///
    /// - Throws: `DatasetError` where it cannot be written.
    static func write(_ bytes: some Collection<UInt8>, to path: String) throws {
        do {
            try AtomicFile.write(bytes, to: path)
        } catch let error as TensorFileError {
            throw DatasetError(error)
        }
    }

    /// Makes a folder, and those above it.
    ///
    /// - Throws: `DatasetError` where it cannot be made.
    static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        } catch {
            throw DatasetError(
                path: path, problem: "the folder cannot be made: \(error.localizedDescription)",
                kind: .unwritable)
        }
    }
}
