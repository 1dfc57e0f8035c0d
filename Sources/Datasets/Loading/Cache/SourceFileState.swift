#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What tells whether a file has changed: its size, and when it was written.
package struct SourceFileState: Equatable {
    package let byteCount: Int
    package let modified: (seconds: Int, nanoseconds: Int)

    /// `nil` where there is no such file.
    package init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        byteCount = Int(status.st_size)
        #if canImport(Darwin)
        modified = (Int(status.st_mtimespec.tv_sec), Int(status.st_mtimespec.tv_nsec))
        #else
        modified = (Int(status.st_mtim.tv_sec), Int(status.st_mtim.tv_nsec))
        #endif
    }

    /// Whether it was written so lately that it could be written again within the same tick of the clock.
    package var isFresh: Bool {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return abs(Int(now.tv_sec) - modified.seconds) <= 2
    }

    package static func == (first: Self, second: Self) -> Bool {
        first.byteCount == second.byteCount && first.modified == second.modified
    }
}
