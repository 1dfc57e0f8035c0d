import Foundation
import Torch

extension Tensor {
    /// Draws from a normal distribution cut off at the bounds, in the order in which PyTorch 2.13
    /// draws.
    func fillTruncatedNormal(
        _ mean: Double, _ standardDeviation: Double, _ low: Double, _ high: Double,
        _ generator: Generator?
    ) -> Tensor {
        precondition(low < high, "a normal distribution between \(low) and \(high)")
        func cumulative(_ bound: Double) -> Double {
            (1 + erf((bound - mean) / standardDeviation / 2.0.squareRoot())) / 2
        }
        return cumulative(high) - cumulative(low) > 0.3
            ? fillByRedrawing(mean, standardDeviation, low, high, generator)
            : fillByRejection(mean, standardDeviation, low, high, generator)
    }

    /// Draws normally, and again what falls outside, which is little where the bounds are wide.
    private func fillByRedrawing(
        _ mean: Double, _ standardDeviation: Double, _ low: Double, _ high: Double,
        _ generator: Generator?
    ) -> Tensor {
        let low = Tensor(low).to(dtype: dtype).item()
        let high = Tensor(high).to(dtype: dtype).item()
        var drawn = fillNormal(
            mean: mean, standardDeviation: standardDeviation, generator: generator)
        while true {
            let isOutside = drawn .< low .| drawn .> high
            guard isOutside.any().item() != 0 else { break }
            let again = Tensor.empty(like: drawn).fillNormal(
                mean: mean, standardDeviation: standardDeviation, generator: generator)
            drawn = Tensor.where(isOutside, again, drawn)
        }
        return copy(from: drawn)
    }

    /// Draws uniformly within the bounds, and keeps a value with the probability that its density
    /// has beside the greatest one.
    private func fillByRejection(
        _ mean: Double, _ standardDeviation: Double, _ low: Double, _ high: Double,
        _ generator: Generator?
    ) -> Tensor {
        let mode = Swift.max(low, Swift.min(mean, high))
        let distance = (mode - mean) / standardDeviation
        let greatest = -0.5 * (distance * distance)
        func rejected(_ candidates: Tensor) -> Tensor {
            let density = ((candidates - mean) / standardDeviation).pow(2) * -0.5 - greatest
            return Tensor.empty(like: candidates).fillUniform(generator: generator).log() .> density
        }
        var drawn = fillUniform(from: low, to: high, generator: generator)
        var isPending = rejected(drawn)
        while isPending.any().item() != 0 {
            let candidates = Tensor.empty(like: drawn).fillUniform(
                from: low, to: high, generator: generator)
            drawn = Tensor.where(isPending, candidates, drawn)
            isPending = isPending .& rejected(candidates)
        }
        return copy(from: drawn)
    }
}
