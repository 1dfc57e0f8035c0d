#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Guards against JPEG files of many scans: each is a pass over the whole picture, for a few bytes.
enum ScanCount {
    /// Encoders write about ten; a picture may hold a preview of its own.
    static let maximum = 100

    /// The number of scans in a JPEG file: marker 0xFFDA, which compressed data cannot hold.
    static func scans(in bytes: UnsafeRawBufferPointer) -> Int {
        guard let start = bytes.baseAddress else { return 0 }
        var count = 0
        var offset = 0
        while offset < bytes.count - 1,
            let found = memchr(start + offset, 0xFF, bytes.count - 1 - offset)
        {
            offset = UnsafeRawPointer(found) - start + 1
            if bytes[offset] == 0xDA { count += 1 }
        }
        return count
    }
}
