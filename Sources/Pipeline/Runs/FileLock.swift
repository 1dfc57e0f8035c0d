import TensorFiles

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A file that one process at a time holds; the system lets go of it when the process ends, however it ends.
final class FileLock {
    private let descriptor: CInt

    /// Takes the lock.
    ///
    /// - Throws: `RunError` where another process holds it, `TensorFileError` where the file cannot be made.
    init(_ path: String) throws {
        descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw TensorFileError(
                path: path, problem: "cannot be made: \(String(cString: strerror(errno)))",
                advice: "name a folder that may be written to", kind: .unwritable)
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw RunError(
                "\(path): another process is running here",
                advice: "wait until it ends, or name another folder")
        }
    }

    deinit {
        close(descriptor)
    }
}
