import Datasets
import Ranking

/// How many photographs join a training, and how right their labels would have been on photographs held out.
public struct PseudoLabelReport: Sendable, Codable {
    /// What a confidence accepts.
    public struct Point: Sendable, Codable, Hashable {
        /// The confidence.
        public let confidence: Double
        /// Photographs that are as sure, or surer.
        public let accepted: Int
        /// How many of these are right; `nil` where the truth is not known.
        public let right: Int?
        /// The share of right ones among those accepted, 0 to 1.
        public let precision: Double?
        /// The share of those accepted among all, 0 to 1.
        public let coverage: Double
    }

    /// How right the teacher's answers are on photographs that it held out.
    public struct Validation: Sendable, Codable {
        /// Photographs that are judged.
        public let count: Int
        /// Photographs whose individual nobody told.
        public let namelessCount: Int
        /// What the confidence accepts of them, new individuals aside.
        public let chosen: Point
        /// The least precision, with a probability of 95 %.
        public let lowerPrecision: Double
        /// The greatest precision, with a probability of 95 %.
        public let upperPrecision: Double
        /// The same over all confidences, the highest first; 200 at most.
        public let curve: [Point]
        /// Of `new_individual` what the confidence accepts; `nil` where that is not accepted.
        public let new: Point?
    }

    /// The photographs of one individual.
    public struct Individual: Sendable, Codable {
        /// Who.
        public let name: String
        /// Photographs that join.
        public let accepted: Int
        /// Photographs that were there.
        public let learned: Int
        /// The least confidence of those that join.
        public let leastConfidence: Double
    }

    /// What labels say and weigh.
    public let kind: PseudoLabelSettings.Kind
    /// What confidences are: `probability` or `score`.
    public let measure: String
    /// The least confidence that is accepted.
    public let confidence: Double
    /// The precision that the confidence was chosen for; `nil` where the confidence was given.
    public let wantedPrecision: Double?
    /// Photographs that were predicted.
    public let predicted: Int
    /// Those of them whose first answer is `new_individual`.
    public let predictedNew: Int
    /// Photographs that join, provisional individuals' included.
    public let accepted: Int
    /// Photographs that join as provisional individuals.
    public let acceptedProvisional: Int
    /// Photographs whose answers are not sure enough.
    public let lessSure: Int
    /// Photographs beyond the limit per individual.
    public let beyondLimit: Int
    /// Photographs of new individuals that are left out.
    public let newLeftOut: Int
    /// How many of those that join are right, if they are as right as the photographs held out.
    public let expectedRight: Double?
    /// How it was on photographs held out; `nil` where none were given.
    public let validation: Validation?
    /// How many of those predicted each confidence accepts, new individuals aside; 200 points at most.
    public let curve: [Point]
    /// Individuals with photographs that join, the most first.
    public let individuals: [Individual]
    /// The first digits of the teacher's digest.
    public let teacher: String
    /// What the teacher held out; `nil` where that is not known.
    public let teacherFold: String?
    /// Rows of the training table.
    public let trainingRows: Int
}

extension PseudoLabelReport.Point {
    /// What a curve's point accepts of so many.
    init(_ point: ConfidenceCurve.Point, of count: Int, isJudged: Bool = true) {
        confidence = point.confidence
        accepted = point.accepted
        right = isJudged ? point.right : nil
        precision = isJudged ? point.precision : nil
        coverage = Double(point.accepted) / Double(max(count, 1))
    }
}

extension PseudoLabelReport.Validation {
    /// What a confidence makes of photographs held out.
    init(_ judgement: HeldOutJudgement, at confidence: Double, acceptsNew: Bool) {
        let point = judgement.named.point(at: confidence)
        count = judgement.count
        namelessCount = judgement.namelessCount
        chosen = .init(point, of: judgement.count)
        lowerPrecision = point.interval.lowerBound
        upperPrecision = point.interval.upperBound
        curve = judgement.named.points.evenly(200).map { .init($0, of: judgement.count) }
        new =
            acceptsNew ? .init(judgement.new.point(at: confidence), of: judgement.count) : nil
    }
}

extension PseudoLabelReport {
    /// The individuals with photographs that join, the most first.
    static func individuals(
        of accepted: [AcceptedPhotograph], learned: [String: Int]
    ) -> [Individual] {
        Dictionary(grouping: accepted, by: \.individual)
            .map { name, photographs in
                Individual(
                    name: name, accepted: photographs.count, learned: learned[name] ?? 0,
                    leastConfidence: photographs.map(\.confidence).min() ?? 0)
            }
            .sorted { ($1.accepted, $0.name) < ($0.accepted, $1.name) }
    }

    /// How many of the photographs predicted each confidence accepts.
    static func curve(_ predictions: [Prediction], by measure: Prediction.Measure) -> [Point] {
        let cases = predictions.filter { !$0.isNew }
            .compactMap { $0.best.confidence(by: measure) }
            .map { ConfidenceCurve.Case(confidence: $0, isRight: false) }
        return ConfidenceCurve(cases).points.evenly(200)
            .map { Point($0, of: predictions.count, isJudged: false) }
    }
}

extension Array {
    /// At most so many elements, evenly chosen, the last among them.
    fileprivate func evenly(_ limit: Int) -> [Element] {
        guard count > limit else { return self }
        return (1...limit).map { self[$0 * count / limit - 1] }
    }
}
