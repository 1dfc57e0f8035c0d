import Foundation
import Randomness

extension SeededRandom {
    /// A number in `[0, 1)` of 53 random bits; unlike `Double.random`, its bits are fixed here.
    public mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// A number between the bounds, evenly spread.
    public mutating func uniform(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * unit()
    }

    /// A number between positive bounds, whose logarithm is evenly spread: double as likely as half.
    public mutating func logarithmic(_ range: ClosedRange<Double>) -> Double {
        exp(uniform(log(range.lowerBound)...log(range.upperBound)))
    }

    /// True as often as `probability` says: never at 0, always at 1.
    public mutating func chance(_ probability: Double) -> Bool {
        unit() < probability
    }

    /// A whole number from 0 up to, but not including, a count.
    public mutating func below(_ count: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(count)).high)
    }

    /// A share from the beta distribution with both parameters alike.
    ///
    /// Jöhnk's way (1964) for parameters up to 1; above, two sums of gammas by Marsaglia and Tsang (2000).
    public mutating func beta(_ alpha: Double) -> Double {
        if alpha <= 1 {
            while true {
                let first = log(1 - unit()) / alpha
                let second = log(1 - unit()) / alpha
                // The logarithms keep small powers from vanishing.
                let greater = max(first, second)
                let sum = greater + log(exp(first - greater) + exp(second - greater))
                if sum <= 0 { return exp(first - sum) }
            }
        }
        let first = gamma(alpha)
        return first / (first + gamma(alpha))
    }

    /// From the normal distribution of mean 0 and deviation 1 (Box and Muller, 1958).
    public mutating func normal() -> Double {
        (-2 * log(1 - unit())).squareRoot() * cos(2 * .pi * unit())
    }

    /// From the gamma distribution of a shape above 1 and scale 1.
    private mutating func gamma(_ shape: Double) -> Double {
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal()
            let v = 1 + c * x
            let cube = v * v * v
            if v > 0, log(1 - unit()) < x * x / 2 + d - d * cube + d * log(cube) {
                return d * cube
            }
        }
    }
}
