import Foundation
import Synchronization

extension Runtime {
    private static let isSharing = Mutex(false)

    /// Lets other threads and programs have the processors too: operators' threads wait for each other by sleeping soon,
    /// rather than by spinning on a processor that somebody else needs.
    ///
    /// Beside a busy neighbour, such as a loader or a browser, training is several times as fast. It holds for the whole
    /// process, from the call on; the second call does nothing. See decision 7.
    ///
    /// GNU's OpenMP spins a three-hundredth as long once a process has more of its threads than there are processors.
    /// So a second team of them is made, and sleeps for ever. Elsewhere than on Linux this does nothing.
    public static func shareProcessors() {
        #if os(Linux)
        let isFirst = isSharing.withLock { isSharing in
            defer { isSharing = true }
            return !isSharing
        }
        guard isFirst else { return }
        let started = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            // Large enough for an operator to take all its threads.
            _ = Tensor.ones([1 << 20]) + 1
            started.signal()
            while true { sleep(.max) }
        }
        started.wait()
        #endif
    }
}
