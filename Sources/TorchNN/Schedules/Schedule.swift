/// How the learning rate changes over a training.
///
/// A schedule is a value: what it gives depends on the step alone, so that a resumed training needs
/// to know nothing but its step.
public protocol Schedule: Sendable {
    /// What the base learning rate is multiplied by, at a step that counts from 0.
    func factor(at step: Int) -> Double

    /// The momentum at a step, where the schedule moves it.
    func momentum(at step: Int) -> Double?
}

extension Schedule {
    /// The momentum stays as it is.
    public func momentum(at step: Int) -> Double? { nil }

    /// Sets the learning rates, and the momentum where the schedule moves it, for a step.
    public func apply(to optimizer: Optimizer, at step: Int) {
        let factor = factor(at: step)
        for index in optimizer.groups.indices {
            optimizer.groups[index].learningRate =
                optimizer.groups[index].baseLearningRate * factor
        }
        if let momentum = momentum(at: step) { optimizer.setMomentum(momentum) }
    }
}
