/// Probabilities that rise with the score, and fit best of all that do (isotonic regression, by pooling adjacent
/// violators; Zadrozny and Elkan, KDD 2002).
///
/// Between the scores that it was fitted to, it goes along straight lines; beyond them it stays level, as scikit-learn's
/// `IsotonicRegression(out_of_bounds="clip")`.
public struct IsotonicCalibration: Sendable, Hashable, Codable {
    /// A corner of the curve.
    public struct Knot: Sendable, Hashable, Codable {
        /// The score.
        public let score: Float
        /// The probability there, 0 to 1.
        public let probability: Double
    }

    /// The corners, by rising score.
    public let knots: [Knot]

    /// Fits the curve; `nil` where nothing counts.
    public init?(_ cases: [JudgedScore]) {
        /// Neighbouring scores that share a probability.
        struct Pool {
            let first: Float
            var last: Float
            var right: Double
            var weight: Double
            var mean: Double { right / weight }
        }
        var pools: [Pool] = []
        let ordered = cases.filter { $0.weight > 0 }.sorted { $0.score < $1.score }
        for (place, judged) in ordered.enumerated() {
            let right = judged.isRight ? judged.weight : 0
            if place > 0, ordered[place - 1].score == judged.score {
                pools[pools.count - 1].right += right
                pools[pools.count - 1].weight += judged.weight
            } else {
                pools.append(
                    Pool(
                        first: judged.score, last: judged.score, right: right,
                        weight: judged.weight))
            }
            // The last score may get more cases yet.
            let isComplete =
                place + 1 == ordered.count || ordered[place + 1].score != judged.score
            while isComplete, pools.count > 1, let last = pools.last,
                pools[pools.count - 2].mean >= last.mean
            {
                pools.removeLast()
                pools[pools.count - 1].last = last.last
                pools[pools.count - 1].right += last.right
                pools[pools.count - 1].weight += last.weight
            }
        }
        guard !pools.isEmpty else { return nil }
        knots = pools.flatMap { pool in
            let first = Knot(score: pool.first, probability: pool.mean)
            return pool.first == pool.last
                ? [first] : [first, Knot(score: pool.last, probability: pool.mean)]
        }
    }

    /// The probability that an answer with this score is right, 0 to 1.
    public func probability(of score: Float) -> Double {
        var low = 0
        var high = knots.count
        // The first knot with a greater score.
        while low < high {
            let middle = (low + high) / 2
            if knots[middle].score > score { high = middle } else { low = middle + 1 }
        }
        guard low > 0 else { return knots[0].probability }
        let before = knots[low - 1]
        guard low < knots.count else { return before.probability }
        let after = knots[low]
        let share =
            (Double(score) - Double(before.score)) / (Double(after.score) - Double(before.score))
        return before.probability + share * (after.probability - before.probability)
    }
}
