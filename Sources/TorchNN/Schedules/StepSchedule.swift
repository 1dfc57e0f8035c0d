import Foundation

/// Multiplies the rate by a factor again and again: every so many steps, or at given ones.
public struct StepSchedule: Schedule {
    private enum Drops {
        case every(Int)
        case at([Int])
    }

    private let drops: Drops
    private let factor: Double

    /// Multiplies the rate by `factor` every `period` steps.
    public init(every period: Int, factor: Double) {
        precondition(period > 0, "a period takes at least one step")
        drops = .every(period)
        self.factor = factor
    }

    /// Multiplies the rate by `factor` at each of the steps.
    public init(at steps: [Int], factor: Double) {
        drops = .at(steps)
        self.factor = factor
    }

    /// `factor` to the number of drops so far, one at the step itself included.
    public func factor(at step: Int) -> Double {
        let count =
            switch drops {
            case .every(let period): step / period
            case .at(let steps): steps.count { $0 <= step }
            }
        return pow(factor, Double(count))
    }
}
