import Foundation
import Torch

/// A slowly moving average of a module's weights, which often does better than the weights.
///
/// `average = decay · average + (1 − decay) · weight` at every step; counts are copied.
public final class ExponentialMovingAverage {
    /// How much of the average is kept from step to step.
    public let decay: Double
    /// How the decay rises at first, so that the first weights do not weigh for long.
    public enum WarmUp: Sendable {
        /// It does not.
        case none
        /// To `(1 + steps) / (10 + steps)`, until that exceeds it.
        case harmonic
        /// To `decay · (1 − exp(−steps / scale))`, as YOLOv5 does.
        case exponential(scale: Double)

        func decay(_ decay: Double, after steps: Double) -> Double {
            switch self {
            case .none: decay
            case .harmonic: min(decay, (1 + steps) / (10 + steps))
            case .exponential(let scale): decay * (1 - exp(-steps / scale))
            }
        }
    }

    private let warmUp: WarmUp
    /// Steps made.
    public private(set) var stepCount = 0
    private let averages: StateDictionary
    /// Each average beside what it follows: real numbers, which move, and counts, which are copied.
    private let moving: [(average: Tensor, weight: Tensor)]
    private let copied: [(average: Tensor, weight: Tensor)]

    /// An average that starts at the module's present weights.
    public init(of module: Module, decay: Double = 0.999, warmUp: WarmUp = .none) {
        self.decay = decay
        self.warmUp = warmUp
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
        let kept = warmUp.decay(decay, after: Double(stepCount))
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
        var mismatch = StateMismatch(of: "average")
        mismatch.missing = own.names.filter { dictionary[$0] == nil }
        mismatch.unexpected = dictionary.names.filter { own[$0] == nil }
        mismatch.misshapen = own.compactMap { name, tensor in
            guard let found = dictionary[name], found.shape != tensor.shape else { return nil }
            return "\(name) (expected \(tensor.shape), found \(found.shape))"
        }
        guard mismatch.isEmpty else { throw mismatch }
        for (name, average) in averages {
            if let found = dictionary[name] { average.copy(from: found) }
        }
        stepCount = dictionary["ema_step"]?.intItem() ?? stepCount
    }
}

extension Operator {
    fileprivate static let interpolateEach = Operator("aten::_foreach_lerp_", "Scalar")
}
