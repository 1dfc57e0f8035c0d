import Torch

/// A slowly moving average of a module's weights, which often does better than the weights.
///
/// `average = decay · average + (1 − decay) · weight` at every step; counts are copied.
public final class ExponentialMovingAverage {
    /// How much of the average is kept from step to step.
    public let decay: Double
    /// Steps before which the decay is reduced to `(1 + steps) / (10 + steps)`, so that the first
    /// weights do not weigh for long.
    public let warmsUp: Bool
    /// Steps made.
    public private(set) var stepCount = 0
    private let module: Module
    private let averages: StateDictionary

    /// An average that starts at the module's present weights.
    public init(of module: Module, decay: Double = 0.999, warmsUp: Bool = false) {
        self.module = module
        self.decay = decay
        self.warmsUp = warmsUp
        averages = module.stateDictionary.copied()
    }

    /// Moves the average towards the module's present weights.
    public func update() {
        stepCount += 1
        let steps = Double(stepCount)
        let kept = warmsUp ? min(decay, (1 + steps) / (10 + steps)) : decay
        noGrad {
            for (name, weight) in module.stateDictionary {
                guard let average = averages[name] else { continue }
                if average.dtype.isFloatingPoint {
                    average.interpolate(towards: weight, weight: 1 - kept)
                } else {
                    average.copy(from: weight)
                }
            }
        }
    }

    /// Runs `body` with the averages in the module, and puts the weights back after.
    public func withAverages<Result>(_ body: () throws -> Result) rethrows -> Result {
        exchange()
        defer { exchange() }
        return try body()
    }

    /// Exchanges weights and averages.
    private func exchange() {
        noGrad {
            for (name, weight) in module.stateDictionary {
                guard let average = averages[name] else { continue }
                let kept = weight.clone()
                weight.copy(from: average)
                average.copy(from: kept)
            }
        }
    }

    /// The averages by the module's names, and the count of steps under `ema_step`; shares memory.
    public var stateDictionary: StateDictionary {
        var dictionary = averages
        dictionary["ema_step"] = Tensor(stepCount)
        return dictionary
    }

    /// Takes up where the average that was saved stood.
    ///
    /// - Throws: ``StateMismatch`` where it is of another module.
    public func load(_ dictionary: StateDictionary) throws {
        let own = stateDictionary
        var mismatch = StateMismatch()
        mismatch.missing = own.names.filter { dictionary[$0] == nil }
        mismatch.unexpected = dictionary.names.filter { own[$0] == nil }
        mismatch.misshapen = own.compactMap { name, tensor in
            guard let found = dictionary[name], found.shape != tensor.shape else { return nil }
            return "\(name) (expected \(tensor.shape), found \(found.shape))"
        }
        guard mismatch == StateMismatch() else { throw mismatch }
        for (name, average) in averages {
            if let found = dictionary[name] { average.copy(from: found) }
        }
        stepCount = dictionary["ema_step"]?.intItem() ?? stepCount
    }
}
