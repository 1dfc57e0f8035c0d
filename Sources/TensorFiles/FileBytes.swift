#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The bytes of one file, mapped into memory copy-on-write, or held in memory.
///
/// Opening a mapped file reads nothing; pages are read when they are touched. The file must not be
/// cut short while it is mapped (replacing it, as `AtomicFile` does, is safe): touching a page that
/// is no longer there ends the process.
public final class FileBytes: @unchecked Sendable {
    /// The file, as the caller named it; it stands in every error.
    public let path: String
    /// The whole file, valid for as long as this object lives.
    public let bytes: UnsafeRawBufferPointer

    private let isMapped: Bool

    /// Maps a file.
    ///
    /// - Throws: `TensorFileError` where there is no such file, it cannot be read, or it is not a
    ///   regular file.
    public init(mapping path: String) throws {
        let descriptor = uninterrupted { open(path, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else {
            throw TensorFileError(
                path: path, problem: "cannot be opened: \(systemMessage())", kind: .missing)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw TensorFileError(
                path: path, problem: "cannot be examined: \(systemMessage())", kind: .missing)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            let found = status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "a device, pipe or socket"
            throw TensorFileError(path: path, problem: "expected a file, found \(found)")
        }
        self.path = path
        let count = Int(status.st_size)
        guard count > 0 else {
            isMapped = false
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        // Writable, so that a tensor over the file can be written: pages are copied when they are,
        // and the file never changes.
        let address = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE, descriptor, 0)
        guard let address, address != MAP_FAILED else {
            throw TensorFileError(path: path, problem: "cannot be mapped: \(systemMessage())")
        }
        isMapped = true
        bytes = UnsafeRawBufferPointer(start: address, count: count)
    }

    /// Holds a copy of bytes that are in memory already; `name` stands in errors.
    public init(_ contents: some Collection<UInt8>, name: String) {
        path = name
        isMapped = false
        let copy = UnsafeMutableRawBufferPointer.allocate(
            byteCount: contents.count, alignment: 64)
        copy.copyBytes(from: contents)
        bytes = UnsafeRawBufferPointer(copy)
    }

    deinit {
        guard isMapped else {
            bytes.deallocate()
            return
        }
        munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
    }

    /// An error about this file.
    func failure(_ problem: String, advice: String? = nil) -> TensorFileError {
        TensorFileError(path: path, problem: problem, advice: advice)
    }
}
