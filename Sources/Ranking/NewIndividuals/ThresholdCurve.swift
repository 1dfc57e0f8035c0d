/// The expected MAP@5 with every threshold that makes a difference.
///
/// The MAP@5 of known animals and that of new ones count by the share that is expected of each.
public struct ThresholdCurve: Sendable, Hashable, Codable {
    /// What a threshold makes of it.
    public struct Point: Sendable, Hashable, Codable {
        /// The lowest score at which a photograph is taken for a known animal's.
        public let threshold: Float
        /// The expected MAP@5 with it, 0 to 1.
        public let map5: Double
    }

    /// One for each score that occurs, rising, then one above all of them: there every animal is new.
    public let points: [Point]

    /// Judges thresholds by photographs.
    ///
    /// - Parameters:
    ///   - known: photographs of animals in the database.
    ///   - new: the best scores of photographs of animals that it lacks.
    ///   - newShare: the share of photographs of new animals that is expected, 0 to 1.
    /// - Returns: `nil` where one of the two kinds has no photograph.
    public init?(known: [NewIndividualThreshold.Case], new: [Float], newShare: Double = 0.1) {
        precondition((0...1).contains(newShare), "a share is from 0 to 1, found \(newShare)")
        guard !known.isEmpty, !new.isEmpty else { return nil }
        let knownWeight = (1 - newShare) / Double(known.count)
        let newWeight = newShare / Double(new.count)
        // What a photograph adds to MAP@5 once the threshold has risen above its score.
        let steps =
            known.map { (score: $0.score, gain: knownWeight * Self.gain(rank: $0.rank)) }
            + new.map { (score: $0, gain: newWeight * (1 - Self.precision(place: 1))) }
        let ordered = steps.sorted { $0.score < $1.score }
        var expected =
            known.reduce(0) { $0 + knownWeight * Self.precision(rank: $1.rank, newIsFirst: false) }
            + newShare * Self.precision(place: 1)
        var points = [Point(threshold: ordered[0].score, map5: expected)]
        for (index, step) in ordered.enumerated() {
            expected += step.gain
            let next = index + 1 < ordered.count ? ordered[index + 1].score : step.score.nextUp
            if next > step.score { points.append(Point(threshold: next, map5: expected)) }
        }
        self.points = points
    }

    /// Judges thresholds by photographs, each as it is and as a new animal's.
    ///
    /// - Parameter newShare: the share of photographs of new animals that is expected, 0 to 1.
    public init?(_ cases: OpenSetCases, newShare: Double = 0.1) {
        self.init(
            known: cases.known.map { .init(score: $0.bestScore, rank: $0.rank) },
            new: cases.new.map(\.bestScore), newShare: newShare)
    }

    private init(points: [Point]) { self.points = points }

    /// The point with the highest expected MAP@5, the lowest threshold of equal ones.
    public var best: Point {
        points.dropFirst().reduce(points[0]) { $1.map5 > $0.map5 + 1e-12 ? $1 : $0 }
    }

    /// The same with about so many points, evenly chosen: the first, the best and the last among them.
    public func thinned(to limit: Int) -> ThresholdCurve {
        precondition(limit >= 2, "a curve has two ends, found a limit of \(limit)")
        guard points.count > limit else { return self }
        let best = best
        var kept = Set((0..<limit).map { $0 * (points.count - 1) / (limit - 1) })
        if let place = points.firstIndex(of: best) { kept.insert(place) }
        return ThresholdCurve(points: kept.sorted().map { points[$0] })
    }

    private static func gain(rank: Int?) -> Double {
        precision(rank: rank, newIsFirst: true) - precision(rank: rank, newIsFirst: false)
    }

    /// A known animal's average precision, `new_individual` taking the first place or the second.
    private static func precision(rank: Int?, newIsFirst: Bool) -> Double {
        rank.map { precision(place: newIsFirst || $0 > 0 ? $0 + 1 : 0) } ?? 0
    }

    /// The average precision where the right answer has a place, from 0.
    private static func precision(place: Int) -> Double {
        place < 5 ? 1 / Double(place + 1) : 0
    }
}
