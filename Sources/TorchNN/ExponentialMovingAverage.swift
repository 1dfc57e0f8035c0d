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
    private let averages: StateDictionary
    /// Each average beside what it follows: real numbers, which move, and counts, which are copied.
    private let moving: [(average: Tensor, weight: Tensor)]
    private let copied: [(average: Tensor, weight: Tensor)]

    /// An average that starts at the module's present weights.
    public init(of module: Module, decay: Double = 0.999, warmsUp: Bool = false) {
        self.decay = decay
        self.warmsUp = warmsUp
        let averages = module.stateDictionary.copied()
        let pairs = (module.namedParameters + module.namedBuffers).compactMap { name, weight in
            averages[name].map { (average: $0, weight: weight) }
        }
        self.averages = averages
        moving = pairs.filter { $0.average.dtype.isFloatingPoint }
        copied = pairs.filter { !$0.average.dtype.isFloatingPoint }
    }

    /// Moves the average towards the module's present weights.
    public func update() {
        stepCount += 1
        let steps = Double(stepCount)
        let kept = warmsUp ? min(decay, (1 + steps) / (10 + steps)) : decay
        noGrad {
            if !moving.isEmpty {
                Operator.interpolateEach.run(
                    .tensors(moving.map(\.average)), .tensors(moving.map(\.weight)),
                    .double(1 - kept))
            }
            for (average, count) in copied { average.copy(from: count) }
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
            for (average, weight) in moving + copied {
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

extension Operator {
    fileprivate static let interpolateEach = Operator("aten::_foreach_lerp_", "Scalar")
}
