#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A file that appears under its name only once it is complete and on the disk.
///
/// The bytes go to a temporary file in the same folder (`.NAME.partial`), which `commit()` renames.
/// A reader sees the old file or the new one, never half of one. An error, `discard()`, or letting
/// go of the object removes the temporary file and leaves the old file as it was. What a killed
/// process left is taken over by the next that writes the same file.
public final class AtomicFile {
    /// How bytes reach the disk: descriptor, bytes, offset; returns as `pwrite` does.
    typealias Output = (CInt, UnsafeRawBufferPointer, Int) -> Int

    /// The file, as the caller named it.
    public let path: String
    /// Where `write(_:)` goes on: behind the last byte that was written.
    public private(set) var byteCount = 0

    private let target: String
    private let temporary: String
    private let output: Output
    private var descriptor: CInt

    /// Starts a file that will replace, or create, `path`.
    ///
    /// A symbolic link is followed: the file that it points to is replaced, with its permissions.
    ///
    /// - Throws: `TensorFileError` where the folder is missing or cannot be written, or `path` is
    ///   something other than a file.
    public convenience init(_ path: String) throws {
        try self.init(path) { descriptor, bytes, offset in
            pwrite(descriptor, bytes.baseAddress, bytes.count, off_t(offset))
        }
    }

    init(_ path: String, output: @escaping Output) throws {
        self.path = path
        self.output = output
        let target = Self.resolve(path)
        self.target = target
        var status = stat()
        let exists = stat(target, &status) == 0
        guard !exists || status.st_mode & S_IFMT == S_IFREG else {
            throw TensorFileError(
                path: path, problem: "cannot be written: expected a file, found a folder or device",
                kind: .unwritable)
        }
        let slash = target.lastIndex(of: "/")
        let folder = slash.map { target[...$0] } ?? ""
        let name = slash.map { target[target.index(after: $0)...] } ?? target[...]
        temporary = "\(folder).\(name).partial"
        descriptor = try Self.openLocked(temporary, for: path)
        if exists { fchmod(descriptor, status.st_mode & 0o777) }
    }

    /// Opens the temporary file, empty and locked against others that write the same file.
    private static func openLocked(_ temporary: String, for path: String) throws -> CInt {
        func refusal(_ problem: String, _ advice: String) -> TensorFileError {
            TensorFileError(
                path: path, problem: "cannot be written: \(problem)", advice: advice,
                kind: .unwritable)
        }
        let folderAdvice = "check that its folder exists and may be written to"
        while true {
            let descriptor = uninterrupted {
                open(temporary, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o666)
            }
            guard descriptor >= 0 else { throw refusal(systemMessage(), folderAdvice) }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                close(descriptor)
                throw refusal("it is being written already", "wait until that is done")
            }
            // Whoever held the lock before may have renamed the file since it was opened here.
            var opened = stat()
            var named = stat()
            if fstat(descriptor, &opened) == 0, lstat(temporary, &named) == 0,
                opened.st_ino == named.st_ino, ftruncate(descriptor, 0) == 0
            {
                return descriptor
            }
            close(descriptor)
        }
    }

    deinit {
        discard()
    }

    /// Appends bytes.
    ///
    /// - Throws: `TensorFileError` where the disk is full or fails; the file is then discarded.
    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        try write(bytes, at: byteCount)
    }

    /// Appends bytes; see `write(_:)`.
    public func write(_ bytes: some Collection<UInt8>) throws {
        try write(bytes, at: byteCount)
    }

    /// Writes bytes at an offset, which may lie beyond the end; a gap reads as zeros.
    ///
    /// - Throws: `TensorFileError` where the disk is full or fails; the file is then discarded.
    public func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws {
        precondition(offset >= 0, "an offset is not negative, found \(offset)")
        try checkOpen()
        var done = 0
        while done < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
            let count = uninterrupted { output(descriptor, rest, offset + done) }
            guard count > 0 else {
                throw failed("byte \(offset + done) cannot be written")
            }
            done += count
        }
        byteCount = max(byteCount, offset + bytes.count)
    }

    /// Writes bytes at an offset; see `write(_:at:)`.
    public func write(_ bytes: some Collection<UInt8>, at offset: Int) throws {
        try Array(bytes).withUnsafeBytes { try write($0, at: offset) }
    }

    /// Waits until the bytes are on the disk, then puts the file under its name.
    ///
    /// - Throws: `TensorFileError` where the disk is full or fails; the file is then discarded.
    public func commit() throws {
        try checkOpen()
        guard uninterrupted({ fsync(descriptor) }) == 0 else {
            throw failed("the bytes did not reach the disk")
        }
        guard rename(temporary, target) == 0 else {
            throw failed("it cannot take the place of the old file")
        }
        close(descriptor)
        descriptor = -1
        synchronizeFolder()
    }

    /// Gives the file up; the old file, if there was one, is untouched. Does nothing after `commit()`.
    public func discard() {
        guard descriptor >= 0 else { return }
        unlink(temporary)
        close(descriptor)
        descriptor = -1
    }

    /// Writes a whole file at once.
    ///
    /// - Throws: `TensorFileError` where the folder is missing, or the disk is full or fails.
    public static func write(_ bytes: some Collection<UInt8>, to path: String) throws {
        let file = try AtomicFile(path)
        try file.write(bytes)
        try file.commit()
    }

    private func checkOpen() throws {
        guard descriptor >= 0 else {
            throw TensorFileError(
                path: path, problem: "cannot be written: it was committed or discarded before",
                kind: .unwritable)
        }
    }

    private func failed(_ problem: String) -> TensorFileError {
        let message = systemMessage()
        discard()
        return TensorFileError(
            path: path, problem: "cannot be written, \(problem): \(message)",
            advice: "free some space and try again; what the file held before is untouched",
            kind: .unwritable)
    }

    /// Puts the folder's new entry on the disk; a file system that cannot is let be.
    private func synchronizeFolder() {
        let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? "."
        let descriptor = uninterrupted { open(folder, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { return }
        _ = uninterrupted { fsync(descriptor) }
        close(descriptor)
    }

    /// The file that a path means once symbolic links are followed.
    private static func resolve(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
