/// How often answers are right, against how probable that was said to be: the reliability diagram.
///
/// Equal steps of the probability, as scikit-learn's `calibration_curve(strategy="uniform")`, weighted. The ends of
/// steps may be rounded otherwise, as of 25 steps at 0.28, so that an answer there belongs to the next step.
public struct ReliabilityCurve: Sendable, Hashable, Codable {
    /// The answers of one step of the probability.
    public struct Bin: Sendable, Hashable, Codable {
        /// The mean probability that was said.
        public let probability: Double
        /// The share that is right.
        public let frequency: Double
        /// What all of them weigh.
        public let weight: Double
    }

    /// The steps that hold answers, by rising probability.
    public let bins: [Bin]

    /// Judges probabilities, each with whether the answer is right and what that weighs.
    public init(
        _ cases: [(probability: Double, isRight: Bool, weight: Double)], binCount: Int = 10
    ) {
        precondition(binCount > 0, "at least one step, found \(binCount)")
        var sums = Array(repeating: (probability: 0.0, right: 0.0, weight: 0.0), count: binCount)
        for judged in cases {
            precondition(
                (0...1).contains(judged.probability),
                "a probability is from 0 to 1, found \(judged.probability)")
            // A step holds its upper end, and the first the lower too.
            let edge = (judged.probability * Double(binCount)).rounded(.up)
            let bin = min(max(Int(edge) - 1, 0), binCount - 1)
            sums[bin].probability += judged.weight * judged.probability
            sums[bin].right += judged.isRight ? judged.weight : 0
            sums[bin].weight += judged.weight
        }
        bins = sums.filter { $0.weight > 0 }.map {
            Bin(
                probability: $0.probability / $0.weight, frequency: $0.right / $0.weight,
                weight: $0.weight)
        }
    }

    /// The mean distance between what was said and what came (ECE); 0 where there is nothing.
    public var expectedError: Double {
        let all = bins.reduce(0) { $0 + $1.weight }
        guard all > 0 else { return 0 }
        return bins.reduce(0) { $0 + $1.weight * abs($1.probability - $1.frequency) } / all
    }
}
