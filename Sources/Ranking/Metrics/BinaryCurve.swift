/// What each threshold on a score makes of a question of yes or no.
///
/// The curves and areas are those of scikit-learn: `roc_curve` without dropped points, `precision_recall_curve`,
/// `roc_auc_score`, `average_precision_score`.
public struct BinaryCurve: Sendable {
    /// What happens where yes is said from a score on.
    public struct Point: Sendable, Hashable {
        /// Yes is said at this score and above.
        public let threshold: Float
        /// Yes, rightly.
        public let truePositives: Int
        /// Yes, wrongly.
        public let falsePositives: Int
    }

    /// From the highest score down, one for each score that occurs.
    public let points: [Point]
    /// How many are yes.
    public let positives: Int
    /// How many are no.
    public let negatives: Int

    /// Judges scores, the higher the more likely yes, against the truth.
    public init(scores: [Float], isPositive: [Bool]) {
        precondition(
            scores.count == isPositive.count, "\(scores.count) scores, \(isPositive.count) truths")
        precondition(scores.allSatisfy { !$0.isNaN }, "a score is a number")
        var points: [Point] = []
        var hits = 0
        var misses = 0
        for index in scores.indices.sorted(by: { scores[$0] > scores[$1] }) {
            hits += isPositive[index] ? 1 : 0
            misses += isPositive[index] ? 0 : 1
            let point = Point(
                threshold: scores[index], truePositives: hits, falsePositives: misses)
            if points.last?.threshold == scores[index] {
                points[points.count - 1] = point
            } else {
                points.append(point)
            }
        }
        self.points = points
        positives = hits
        negatives = misses
    }

    /// The share of yes that is found at a point, 0 to 1.
    public func recall(_ point: Point) -> Double {
        positives == 0 ? 0 : Double(point.truePositives) / Double(positives)
    }

    /// The share of no that is taken for yes at a point, 0 to 1.
    public func falsePositiveRate(_ point: Point) -> Double {
        negatives == 0 ? 0 : Double(point.falsePositives) / Double(negatives)
    }

    /// The share of what is called yes that is yes, 0 to 1.
    public func precision(_ point: Point) -> Double {
        Double(point.truePositives) / Double(point.truePositives + point.falsePositives)
    }

    /// The area under the ROC curve; `nil` where all are yes, or all no.
    public var areaUnderROC: Double? {
        guard positives > 0, negatives > 0 else { return nil }
        var area = 0.0
        var before = (recall: 0.0, rate: 0.0)
        for point in points {
            let now = (recall: recall(point), rate: falsePositiveRate(point))
            area += (now.rate - before.rate) * (now.recall + before.recall) / 2
            before = now
        }
        return area
    }

    /// The mean of the precision over the steps of the recall; `nil` where nothing is yes.
    public var averagePrecision: Double? {
        guard positives > 0 else { return nil }
        var sum = 0.0
        var before = 0.0
        for point in points {
            let now = recall(point)
            sum += (now - before) * precision(point)
            before = now
        }
        return sum
    }
}
