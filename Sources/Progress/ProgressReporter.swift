import Foundation
import Synchronization

/// Shows how far a long step is: a bar on a terminal, else a line now and then.
///
/// Count, rate and time left go to standard error, unless another output is given. Threads may share it.
public final class ProgressReporter: Sendable {
    private struct State {
        var step: ProgressStep
        var lastShown: Double
        var shownCount: Int?
        var isFinished = false
    }

    private let isTerminal: Bool
    private let write: @Sendable (String) -> Void
    private let clock: @Sendable () -> Double
    private let state: Mutex<State>

    /// Starts to count, and to measure time.
    ///
    /// - Parameters:
    ///   - label: What is being done, such as `simulate`.
    ///   - unit: What is counted, in the plural.
    ///   - total: How many there are; `nil` where that is not known.
    ///   - done: How many were done before; they do not count for the rate.
    public convenience init(
        _ label: String, unit: String, total: Int?, done: Int = 0
    ) {
        let start = ContinuousClock.now
        self.init(
            ProgressStep(label: label, unit: unit, total: total, before: done),
            isTerminal: isatty(FileHandle.standardError.fileDescriptor) == 1,
            write: { FileHandle.standardError.write(Data($0.utf8)) },
            clock: { (ContinuousClock.now - start) / .seconds(1) })
    }

    /// `clock` gives seconds from 0 on.
    init(
        _ step: ProgressStep, isTerminal: Bool, write: @escaping @Sendable (String) -> Void,
        clock: @escaping @Sendable () -> Double
    ) {
        self.isTerminal = isTerminal
        self.write = write
        self.clock = clock
        state = Mutex(State(step: step, lastShown: 0))
    }

    /// Counts some more; `note`, such as a loss, stands at the end of the line.
    public func advance(by count: Int = 1, note: String? = nil) {
        state.withLock { state in
            state.step.done += count
            if let note { state.step.note = note }
            let now = clock()
            // A terminal is redrawn, a log file should stay short.
            guard now - state.lastShown >= (isTerminal ? 0.1 : 10) else { return }
            show(&state, at: now)
        }
    }

    /// Shows the last count, and ends the line. Does nothing the second time.
    public func finish() {
        state.withLock { state in
            guard !state.isFinished else { return }
            state.isFinished = true
            if state.shownCount != state.step.done { show(&state, at: clock()) }
            if isTerminal { write("\n") }
        }
    }

    private func show(_ state: inout State, at now: Double) {
        state.lastShown = now
        state.shownCount = state.step.done
        // The line before is wiped out, as it may have been longer.
        write(
            isTerminal
                ? "\r\u{1B}[K" + state.step.bar(after: now) : state.step.line(after: now) + "\n")
    }
}
