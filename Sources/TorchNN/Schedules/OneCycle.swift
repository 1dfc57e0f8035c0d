import Foundation

/// One rise and one fall (arXiv 1708.07120), with the momentum moving the other way; the base
/// learning rate is the greatest.
public struct OneCycle: Schedule {
    /// The shape of a rise or fall.
    public enum Shape: Sendable {
        /// Half a cosine.
        case cosine
        /// A straight line.
        case linear

        func value(from start: Double, to end: Double, at progress: Double) -> Double {
            switch self {
            case .cosine: end + (start - end) / 2 * (1 + cos(.pi * progress))
            case .linear: start + (end - start) * progress
            }
        }
    }

    /// A stretch of steps over which rate and momentum go from one value to another.
    private struct Phase {
        var end: Double
        var factors: (start: Double, end: Double)
        var momenta: (start: Double, end: Double)
    }

    private let steps: Int
    private let shape: Shape
    private let phases: [Phase]
    private let movesMomentum: Bool

    /// A cycle over `steps` steps.
    ///
    /// - Parameters:
    ///   - steps: how many steps there are.
    ///   - rise: the share of steps in which the rate rises.
    ///   - startDivisor: the rate starts at the base rate over this,
    ///   - endDivisor: and ends at the start over this.
    ///   - shape: the shape of rise and fall.
    ///   - isThreePhase: fall back to the start as fast as the rise, then to the end.
    ///   - momentum: the lowest and the greatest momentum; `nil` leaves it as it is.
    public init(
        steps: Int, rise: Double = 0.3, startDivisor: Double = 25, endDivisor: Double = 1e4,
        shape: Shape = .cosine, isThreePhase: Bool = false,
        momentum: ClosedRange<Double>? = 0.85...0.95
    ) {
        precondition(steps > 0, "a schedule takes at least one step")
        self.steps = steps
        self.shape = shape
        movesMomentum = momentum != nil
        let low = momentum?.lowerBound ?? 0
        let high = momentum?.upperBound ?? 0
        let start = 1 / startDivisor
        let end = start / endDivisor
        let last = Double(steps - 1)
        let top = rise * Double(steps) - 1
        let rising = Phase(end: top, factors: (start, 1), momenta: (high, low))
        phases =
            isThreePhase
            ? [
                rising,
                Phase(end: 2 * top, factors: (1, start), momenta: (low, high)),
                Phase(end: last, factors: (start, end), momenta: (high, high)),
            ]
            : [rising, Phase(end: last, factors: (1, end), momenta: (low, high))]
    }

    /// From 1 / `startDivisor` to 1 and down again.
    public func factor(at step: Int) -> Double {
        let (phase, progress) = position(at: step)
        return shape.value(from: phase.factors.start, to: phase.factors.end, at: progress)
    }

    /// From the greatest momentum to the lowest and back.
    public func momentum(at step: Int) -> Double? {
        guard movesMomentum else { return nil }
        let (phase, progress) = position(at: step)
        return shape.value(from: phase.momenta.start, to: phase.momenta.end, at: progress)
    }

    private func position(at step: Int) -> (phase: Phase, progress: Double) {
        let step = Double(min(step, steps - 1))
        var start = 0.0
        for phase in phases.dropLast() {
            // A phase without any length has been passed.
            if step <= phase.end && phase.end > start {
                return (phase, (step - start) / (phase.end - start))
            }
            start = phase.end
        }
        let last = phases[phases.count - 1]
        return (last, last.end > start ? (step - start) / (last.end - start) : 1)
    }
}
