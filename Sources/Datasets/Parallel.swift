import Dispatch
import Synchronization

/// Work over several threads, for those targets that have much of it.
package enum Parallel {
    private struct State {
        var next = 0
        var done = 0
        var failure: (any Error)?
    }

    /// Calls `body` for each element, `workers` at a time; the first error stops the others.
    ///
    /// - Parameter progress: Called after each element with the number of those that are done, by one
    ///   thread at a time.
    package static func forEach<Element: Sendable>(
        _ elements: [Element], workers: Int, _ body: @escaping @Sendable (Element) throws -> Void,
        progress: @escaping @Sendable (Int) -> Void
    ) throws {
        let state = Mutex(State())
        DispatchQueue.concurrentPerform(iterations: min(workers, elements.count)) { _ in
            while let index = state.withLock({ state -> Int? in
                guard state.failure == nil, state.next < elements.count else { return nil }
                state.next += 1
                return state.next - 1
            }) {
                do {
                    try body(elements[index])
                    state.withLock { state in
                        state.done += 1
                        progress(state.done)
                    }
                } catch {
                    state.withLock { $0.failure = $0.failure ?? error }
                }
            }
        }
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }
}
