import Foundation

/// Falls along half a cosine, from 1 to `minimum`, over `steps` steps, and stays there.
public struct CosineSchedule: Schedule {
    private let steps: Int
    private let minimum: Double

    /// Falls to `minimum` times the rate over `steps` steps.
    public init(steps: Int, minimum: Double = 0) {
        precondition(steps > 0, "a schedule takes at least one step")
        self.steps = steps
        self.minimum = minimum
    }

    /// From 1 to `minimum`.
    public func factor(at step: Int) -> Double {
        let progress = Double(min(step, steps)) / Double(steps)
        return minimum + (1 - minimum) * (1 + cos(.pi * progress)) / 2
    }
}
