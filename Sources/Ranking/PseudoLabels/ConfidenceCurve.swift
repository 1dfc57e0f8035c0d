/// How right the answers are that are at least as sure as a confidence, by photographs whose truth is known.
public struct ConfidenceCurve: Sendable {
    /// An answer that is judged.
    public struct Case: Sendable, Hashable {
        /// How sure the answer is; higher is surer.
        public let confidence: Double
        /// Whether it is right.
        public let isRight: Bool

        /// An answer with its confidence.
        public init(confidence: Double, isRight: Bool) {
            precondition(!confidence.isNaN, "a confidence is a number")
            self.confidence = confidence
            self.isRight = isRight
        }
    }

    /// What is accepted from a confidence on.
    public struct Point: Sendable, Hashable {
        /// Answers of this confidence and above are accepted.
        public let confidence: Double
        /// How many these are.
        public let accepted: Int
        /// How many of these are right.
        public let right: Int

        /// The share of right ones among those accepted, 0 to 1; `nil` where none is accepted.
        public var precision: Double? {
            accepted == 0 ? nil : Double(right) / Double(accepted)
        }

        /// Between what the precision lies with a probability of 95 %: Wilson's interval (Wilson, 1927).
        public var interval: ClosedRange<Double> {
            guard let precision else { return 0...1 }
            let z = 1.959963984540054
            let count = Double(accepted)
            let middle = precision + z * z / (2 * count)
            let spread =
                z * (precision * (1 - precision) / count + z * z / (4 * count * count)).squareRoot()
            let scale = 1 + z * z / count
            return max(0, (middle - spread) / scale)...min(1, (middle + spread) / scale)
        }
    }

    /// From the highest confidence down, one for each that occurs: equally sure answers are accepted together.
    public let points: [Point]

    /// Judges answers.
    public init(_ cases: [Case]) {
        var points: [Point] = []
        var right = 0
        for (index, found) in cases.sorted(by: { $0.confidence > $1.confidence }).enumerated() {
            right += found.isRight ? 1 : 0
            let point = Point(confidence: found.confidence, accepted: index + 1, right: right)
            if points.last?.confidence == found.confidence {
                points[points.count - 1] = point
            } else {
                points.append(point)
            }
        }
        self.points = points
    }

    /// What is accepted from any confidence on, be it one that occurs or not.
    public func point(at confidence: Double) -> Point {
        let last = points.last { $0.confidence >= confidence }
        return Point(
            confidence: confidence, accepted: last?.accepted ?? 0, right: last?.right ?? 0)
    }

    /// The lowest confidence at which the precision is at least so high.
    ///
    /// All that occur are tried. Precision need not rise with confidence: between two that reach it others may not.
    ///
    /// - Parameters:
    ///   - precision: the share of right answers among those accepted, 0 to 1.
    ///   - leastAccepted: confidences at which fewer are accepted are passed over, as they say little.
    /// - Returns: `nil` where no confidence reaches the precision.
    public func lowest(precision: Double, leastAccepted: Int = 1) -> Point? {
        eligible(leastAccepted).last { ($0.precision ?? 0) >= precision }
    }

    /// The confidence with the highest precision, the lowest of equal ones; `nil` where none accepts enough.
    public func mostPrecise(leastAccepted: Int = 1) -> Point? {
        eligible(leastAccepted).reversed().max { ($0.precision ?? 0) < ($1.precision ?? 0) }
    }

    private func eligible(_ leastAccepted: Int) -> [Point] {
        points.filter { $0.accepted >= max(leastAccepted, 1) }
    }
}
