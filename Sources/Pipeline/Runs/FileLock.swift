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
    private let path: String
    private let isTemporary: Bool
    private let descriptor: CInt

    /// Takes the lock.
    ///
    /// - Parameter isTemporary: whether the file goes with the object.
    /// - Throws: `RunError` where another process holds it, `TensorFileError` where the file cannot be made.
    init(_ path: String, isTemporary: Bool = false) throws {
        self.path = path
        self.isTemporary = isTemporary
        while true {
            let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
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
            // Whoever held the lock before may have removed the file since it was opened here.
            if Self.isFile(descriptor, at: path) {
                self.descriptor = descriptor
                return
            }
            close(descriptor)
        }
    }

    deinit {
        if isTemporary { unlink(path) }
        close(descriptor)
    }

    private static func isFile(_ descriptor: CInt, at path: String) -> Bool {
        var opened = stat()
        var named = stat()
        return fstat(descriptor, &opened) == 0 && stat(path, &named) == 0
            && opened.st_dev == named.st_dev && opened.st_ino == named.st_ino
    }
}
