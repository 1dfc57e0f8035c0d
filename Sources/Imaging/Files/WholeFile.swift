#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Writes files that appear under their names once they are complete.
package enum WholeFile {
    private static let partialPrefix = ".flukeprint-"
    private static let partialSuffix = ".partial"

    /// Whether a file of this name is one that was being written, or was left when its process was killed.
    package static func isPartial(_ name: String) -> Bool {
        name.hasPrefix(partialPrefix) && name.hasSuffix(partialSuffix)
    }

    /// Writes bytes beside the file, then puts them under its name.
    ///
    /// - Throws: `ImageError` where the folder is missing or the disk is full; an old file is then untouched.
    package static func write(_ bytes: [UInt8], to path: String) throws {
        func failure() -> ImageError {
            let advice =
                [ENOSPC, EDQUOT, EFBIG].contains(errno)
                ? "free some space, then run the same again; nothing that was there is lost"
                : "check that its folder exists and may be written to"
            return ImageError(
                path: path, problem: "cannot be written: \(systemMessage())", advice: advice,
                kind: .unwritable)
        }
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        let number = String(UInt64.random(in: 0 ... .max), radix: 16)
        let temporary = "\(folder)\(partialPrefix)\(number)\(partialSuffix)"
        let descriptor = uninterrupted {
            open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        }
        guard descriptor >= 0 else {
            throw failure()
        }
        var isWritten = true
        bytes.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count, isWritten {
                let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
                let count = uninterrupted {
                    pwrite(descriptor, rest.baseAddress, rest.count, off_t(done))
                }
                if count > 0 { done += count } else { isWritten = false }
            }
        }
        guard isWritten, close(descriptor) == 0, rename(temporary, path) == 0 else {
            let error = failure()
            if !isWritten { close(descriptor) }
            unlink(temporary)
            throw error
        }
    }
}
