import Foundation

/// Why the memory of the process could not be read.
package struct MemoryUnknown: Error, CustomStringConvertible {
    package var description: String {
        "the memory that the process holds is read from /proc/self, which this system lacks"
    }
}

/// Megabytes (10⁶ bytes) of the process that lie in memory now.
package func residentMegabytes() throws -> Double {
    // Total and resident size, in pages.
    guard let statement = FileManager.default.contents(atPath: "/proc/self/statm"),
        let pages = String(decoding: statement, as: UTF8.self)
            .split(separator: " ").dropFirst().first.flatMap({ Double($0) })
    else { throw MemoryUnknown() }
    return pages * Double(sysconf(CInt(_SC_PAGESIZE))) / 1e6
}

/// The most megabytes (10⁶ bytes) of the process that ever lay in memory.
package func peakResidentMegabytes() throws -> Double {
    guard let status = FileManager.default.contents(atPath: "/proc/self/status"),
        let line = String(decoding: status, as: UTF8.self).split(separator: "\n")
            .first(where: { $0.hasPrefix("VmHWM:") }),
        let kibibytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first
            .flatMap({ Double($0) })
    else { throw MemoryUnknown() }
    return kibibytes * 1024 / 1e6
}
