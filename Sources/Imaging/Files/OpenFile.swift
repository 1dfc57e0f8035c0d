#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A regular file that is open for reading, its size known and within the limits.
final class OpenFile {
    let descriptor: CInt
    let byteCount: Int
    private let file: ImageFile

    /// Opens a file; `path` ends with NUL.
    ///
    /// - Throws: `ImageError` where there is no such file, it cannot be read, it is no regular file,
    ///   it is empty or larger than the limit.
    init(_ file: ImageFile, path: [UInt8], limits: ImageLimits) throws {
        guard path.dropLast().contains(0) == false else {
            throw file.failure("a path cannot contain NUL", kind: .missing)
        }
        // Opening a pipe must not wait for somebody to write to it.
        let descriptor = uninterrupted {
            open(path.map(CChar.init(bitPattern:)), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        }
        guard descriptor >= 0 else {
            throw file.failure("cannot be opened: \(systemMessage())", kind: .missing)
        }
        self.descriptor = descriptor
        self.file = file
        var status = stat()
        let isKnown = fstat(descriptor, &status) == 0
        byteCount = Int(status.st_size)
        // From here on `deinit` closes the file.
        guard isKnown else {
            throw file.failure("cannot be examined: \(systemMessage())", kind: .missing)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            let found = status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "a device, pipe or socket"
            throw file.failure("expected a photograph, found \(found)", kind: .unsupported)
        }
        try file.check(byteCount: byteCount, limits: limits)
    }

    deinit {
        close(descriptor)
    }

    /// Reads up to `count` bytes from an offset on; fewer only at the end of the file.
    func read(_ count: Int, at offset: Int = 0) throws -> FileContents {
        let contents = FileContents(capacity: min(count, byteCount - offset))
        while contents.count < contents.capacity {
            let read = uninterrupted {
                pread(
                    descriptor, contents.address + contents.count,
                    contents.capacity - contents.count, off_t(offset + contents.count))
            }
            guard read >= 0 else {
                throw file.failure("cannot be read: \(systemMessage())", kind: .missing)
            }
            if read == 0 { break }
            contents.count += read
        }
        return contents
    }

    /// Goes back to the start, for readers that go by the descriptor's own offset.
    func rewind() {
        lseek(descriptor, 0, SEEK_SET)
    }
}

extension ImageFile {
    func check(byteCount: Int, limits: ImageLimits) throws {
        guard byteCount > 0 else {
            throw failure("expected a photograph, found an empty file")
        }
        guard byteCount <= limits.maximumFileBytes else {
            throw failure(
                "expected at most \(limits.maximumFileBytes) bytes, found \(byteCount)",
                advice: "raise the limit if you trust the file", kind: .tooLarge)
        }
    }
}
