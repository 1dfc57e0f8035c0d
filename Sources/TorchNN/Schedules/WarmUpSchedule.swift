/// Rises linearly to another schedule's start, and goes on as that one, which counts its own steps.
public struct WarmUpSchedule: Schedule {
    private let steps: Int
    private let start: Double
    private let following: any Schedule

    /// Rises from `start` times the rate over `steps` steps, then follows `following` from its step 0.
    public init(steps: Int, from start: Double = 1.0 / 3, then following: any Schedule) {
        precondition(steps > 0, "a warm-up takes at least one step")
        self.steps = steps
        self.start = start
        self.following = following
    }

    /// From `start` to 1, then what the following schedule gives.
    public func factor(at step: Int) -> Double {
        if step >= steps { return following.factor(at: step - steps) }
        return start + (1 - start) * Double(step) / Double(steps)
    }

    /// What the following schedule gives, after the warm-up.
    public func momentum(at step: Int) -> Double? {
        step >= steps ? following.momentum(at: step - steps) : nil
    }
}
