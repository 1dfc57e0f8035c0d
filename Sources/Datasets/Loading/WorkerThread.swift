#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A thread of its own, for work that blocks.
package final class WorkerThread {
    private let thread: pthread_t

    private final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Starts a thread; `nil` where the system grants no more.
    ///
    /// - Parameter niceness: How far it stands back for others, 0 to 19; on Linux only, where the system
    ///   counts it per thread.
    package init?(name: String, niceness: Int, body: @escaping @Sendable () -> Void) {
        let body = Body {
            #if canImport(Glibc)
            Self.setName(name)
            // For Linux, 0 means this thread.
            let kind = __priority_which_t(PRIO_PROCESS.rawValue)
            setpriority(kind, 0, getpriority(kind, 0) + CInt(niceness))
            #endif
            body()
        }
        let context = Unmanaged.passRetained(body)
        #if canImport(Darwin)
        var started: pthread_t?
        #else
        var started = pthread_t()
        #endif
        let code = pthread_create(&started, nil, workerThreadEntry, context.toOpaque())
        #if canImport(Darwin)
        guard code == 0, let started else {
            context.release()
            return nil
        }
        #else
        guard code == 0 else {
            context.release()
            return nil
        }
        #endif
        thread = started
    }

    /// Waits until it has ended; to be called once.
    package func join() {
        pthread_join(thread, nil)
    }

    #if canImport(Glibc)
    /// What debuggers and `top` show.
    private static func setName(_ name: String) {
        let descriptor = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        _ = name.withCString { write(descriptor, $0, strlen($0)) }
        close(descriptor)
    }
    #endif

    fileprivate static func enter(_ context: UnsafeMutableRawPointer) {
        Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
    }
}

#if canImport(Darwin)
private func workerThreadEntry(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    WorkerThread.enter(context)
    return nil
}
#else
private func workerThreadEntry(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context { WorkerThread.enter(context) }
    return nil
}
#endif
