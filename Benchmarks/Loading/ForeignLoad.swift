import Foundation

/// How much of the processors other programs took: beside them no timing means anything.
struct ForeignLoad {
    private let start = Self.now()

    private struct Times {
        /// Of all processors, in seconds.
        var busy: Double
        var all: Double
        /// Of this process.
        var own: Double
    }

    /// The share of all processors, 0 to 1, since this value was made; 0 where the system does not tell.
    var share: Double {
        let end = Self.now()
        let all = end.all - start.all
        guard all > 0 else { return 0 }
        return max(0, (end.busy - start.busy) - (end.own - start.own)) / all
    }

    private static func now() -> Times {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        let own = Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        // The first line of /proc/stat: user, nice, system, idle, waiting for disks, interrupts.
        let text = FileManager.default.contents(atPath: "/proc/stat") ?? Data()
        let ticks = String(decoding: text.prefix { $0 != 0x0A }, as: UTF8.self)
            .split(separator: " ").compactMap { Double($0) }.prefix(8)
        guard ticks.count == 8 else { return Times(busy: 0, all: 0, own: own) }
        let perSecond = Double(sysconf(CInt(_SC_CLK_TCK)))
        let all = ticks.reduce(0, +) / perSecond
        return Times(busy: all - (ticks[3] + ticks[4]) / perSecond, all: all, own: own)
    }
}
