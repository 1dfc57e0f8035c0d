import Foundation

/// Probabilities by a logistic curve (Platt 1999): `1 / (1 + exp(slope · score + intercept))`.
///
/// Right and wrong count as `(n₊ + 1) / (n₊ + 2)` and `1 / (n₋ + 2)`, so that few cases do not make it certain. Fitted by
/// Newton's method with a falling step (Lin, Lin and Weng 2007); the same function as scikit-learn's
/// `CalibratedClassifierCV(method="sigmoid")`.
public struct PlattCalibration: Sendable, Hashable, Codable {
    /// What scores are multiplied by; negative where a greater score is surer.
    public let slope: Double
    /// What is added.
    public let intercept: Double

    /// Fits the curve; `nil` where nothing counts.
    public init?(_ cases: [JudgedScore]) {
        let counted = cases.filter { $0.weight > 0 }
        let right = counted.reduce(0) { $0 + ($1.isRight ? $1.weight : 0) }
        let all = counted.reduce(0) { $0 + $1.weight }
        guard all > 0 else { return nil }
        let wrong = all - right
        let yes = (right + 1) / (right + 2)
        let no = 1 / (wrong + 2)
        /// The cross-entropy.
        func loss(_ slope: Double, _ intercept: Double) -> Double {
            counted.reduce(0) { sum, judged in
                let value = slope * Double(judged.score) + intercept
                let target = judged.isRight ? yes : no
                let one = log1p(exp(-abs(value)))
                return sum
                    + judged.weight
                    * (value >= 0 ? target * value + one : (target - 1) * value + one)
            }
        }
        var slope = 0.0
        var intercept = log((wrong + 1) / (right + 1))
        var best = loss(slope, intercept)
        for _ in 0..<100 {
            // Keeps the second derivatives invertible.
            var (xx, oo, xo, x, o) = (1e-12, 1e-12, 0.0, 0.0, 0.0)
            for judged in counted {
                let score = Double(judged.score)
                let probability = Self.logistic(slope * score + intercept)
                let curvature = judged.weight * probability * (1 - probability)
                let error = judged.weight * ((judged.isRight ? yes : no) - probability)
                xx += score * score * curvature
                oo += curvature
                xo += score * curvature
                x += score * error
                o += error
            }
            guard max(abs(x), abs(o)) > 1e-10 * all else { break }
            let determinant = xx * oo - xo * xo
            let slopeStep = -(oo * x - xo * o) / determinant
            let interceptStep = -(xx * o - xo * x) / determinant
            var length = 1.0
            var next = loss(slope + slopeStep, intercept + interceptStep)
            while next > best, length > 1e-10 {
                length /= 2
                next = loss(slope + length * slopeStep, intercept + length * interceptStep)
            }
            guard next <= best else { break }
            slope += length * slopeStep
            intercept += length * interceptStep
            best = next
        }
        self.slope = slope
        self.intercept = intercept
    }

    /// The probability that an answer with this score is right, 0 to 1.
    public func probability(of score: Float) -> Double {
        Self.logistic(slope * Double(score) + intercept)
    }

    /// `1 / (1 + eˣ)`.
    private static func logistic(_ value: Double) -> Double { 1 / (1 + exp(value)) }
}
