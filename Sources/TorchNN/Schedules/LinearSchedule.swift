/// Goes along a straight line from one factor to another over `steps` steps, and stays there.
public struct LinearSchedule: Schedule {
    private let steps: Int
    private let start: Double
    private let end: Double

    /// Goes from `start` to `end` times the rate over `steps` steps.
    public init(steps: Int, from start: Double = 1, to end: Double) {
        precondition(steps > 0, "a schedule takes at least one step")
        self.steps = steps
        self.start = start
        self.end = end
    }

    /// From `start` to `end`.
    public func factor(at step: Int) -> Double {
        start + (end - start) * Double(min(step, steps)) / Double(steps)
    }
}
