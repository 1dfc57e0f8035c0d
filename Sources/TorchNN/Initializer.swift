import Foundation
import Torch

/// How the values of a fresh parameter are drawn; the same stream as `torch.nn.init` gives.
public enum Initializer: Sendable {
    /// Which side of a layer keeps its variance.
    public enum Fan: Sendable {
        /// The inputs of one output.
        case inputs
        /// The outputs of one input.
        case outputs
    }

    /// One value everywhere.
    case constant(Double)
    /// Equally likely within bounds.
    case uniform(from: Double, to: Double)
    /// Normally distributed.
    case normal(mean: Double = 0, standardDeviation: Double)
    /// Normally distributed, within bounds.
    case truncatedNormal(
        mean: Double = 0, standardDeviation: Double, from: Double = -2, to: Double = 2)
    /// Uniform, for a leaky ReLU with that slope (arXiv 1502.01852).
    case kaimingUniform(slope: Double = 0, fan: Fan = .inputs)
    /// Normal, for a leaky ReLU with that slope (arXiv 1502.01852).
    case kaimingNormal(slope: Double = 0, fan: Fan = .inputs)
    /// Uniform, for inputs and outputs alike (Glorot and Bengio, 2010).
    case xavierUniform(gain: Double = 1)
    /// Normal, for inputs and outputs alike (Glorot and Bengio, 2010).
    case xavierNormal(gain: Double = 1)
}

extension Tensor {
    /// Draws every element anew, from `generator` or from the device's standard one.
    @discardableResult
    public func initialize(_ initializer: Initializer, generator: Generator? = nil) -> Tensor {
        noGrad {
            switch initializer {
            case .constant(let value):
                return fill(value)
            case .uniform(let low, let high):
                return fillUniform(from: low, to: high, generator: generator)
            case .normal(let mean, let deviation):
                return fillNormal(mean: mean, standardDeviation: deviation, generator: generator)
            case .truncatedNormal(let mean, let deviation, let low, let high):
                return fillTruncatedNormal(mean, deviation, low, high, generator)
            case .kaimingUniform(let slope, let fan):
                let bound = 3.0.squareRoot() * kaimingDeviation(slope, fan)
                return fillUniform(from: -bound, to: bound, generator: generator)
            case .kaimingNormal(let slope, let fan):
                return fillNormal(
                    standardDeviation: kaimingDeviation(slope, fan), generator: generator)
            case .xavierUniform(let gain):
                let bound = 3.0.squareRoot() * xavierDeviation(gain)
                return fillUniform(from: -bound, to: bound, generator: generator)
            case .xavierNormal(let gain):
                return fillNormal(standardDeviation: xavierDeviation(gain), generator: generator)
            }
        }
    }

    private func kaimingDeviation(_ slope: Double, _ fan: Initializer.Fan) -> Double {
        let gain = (2 / (1 + slope * slope)).squareRoot()
        let count = fan == .inputs ? fans.inputs : fans.outputs
        return gain / Double(count).squareRoot()
    }

    private func xavierDeviation(_ gain: Double) -> Double {
        gain * (2 / Double(fans.inputs + fans.outputs)).squareRoot()
    }

    /// Inputs of one output and outputs of one input, of a weight `[outputs, inputs, …]`.
    private var fans: (inputs: Int, outputs: Int) {
        precondition(rank >= 2, "fans need a weight of at least two dimensions, not \(shape)")
        let field = shape.dropFirst(2).reduce(1, *)
        return (size(1) * field, size(0) * field)
    }
}
