import Progress
import Synchronization

/// A progress reporter that starts when it is known how many were done before.
final class LateProgress: Sendable {
    private let total: Int
    private let reporter = Mutex<(reporter: ProgressReporter, done: Int)?>(nil)

    init(total: Int) {
        self.total = total
    }

    /// Takes how many photographs there are; the first call starts the clock.
    @Sendable func report(done: Int) {
        reporter.withLock { state in
            guard let (reporter, before) = state else {
                state = (
                    ProgressReporter("simulate", unit: "photographs", total: total, done: done),
                    done
                )
                return
            }
            reporter.advance(by: done - before)
            state = (reporter, done)
        }
    }

    func finish() {
        reporter.withLock { $0?.reporter.finish() }
    }
}
