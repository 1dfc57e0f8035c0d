/// The score under which an animal is taken for a new one, chosen by photographs whose individuals are known.
///
/// Where a photograph's best score is under the threshold, `new_individual` is answered first and the candidates
/// follow; elsewhere it is answered second.
public struct NewIndividualThreshold: Sendable, Hashable, Codable {
    /// A photograph that the threshold is chosen by.
    public struct Case: Sendable, Hashable {
        /// The best candidate's score.
        public let score: Float
        /// The right individual's place among the candidates, from 0; `nil` where it is not among them.
        public let rank: Int?

        /// A photograph with the best score and the right one's place.
        public init(score: Float, rank: Int?) {
            self.score = score
            self.rank = rank
        }
    }

    /// The lowest score at which a photograph is taken for a known animal's.
    public let threshold: Float
    /// The expected MAP@5 with it, 0 to 1.
    public let map5: Double
    /// The share of new animals among photographs to come that was expected, 0 to 1.
    public let newShare: Double
    /// The share of known animals' photographs that are taken for new.
    public let falseAlarms: Double
    /// The share of new animals' photographs that are taken for new.
    public let found: Double

    /// Chooses among all scores that occur the one with the highest expected MAP@5, the lowest of equal ones.
    ///
    /// The MAP@5 of known animals and that of new ones count by the share that is expected of each. Above the highest
    /// score is a choice, too: then every animal is new.
    ///
    /// - Parameters:
    ///   - known: photographs of animals in the database.
    ///   - new: the best scores of photographs of animals that it lacks.
    ///   - newShare: the share of photographs of new animals that is expected, 0 to 1.
    /// - Returns: `nil` where one of the two kinds has no photograph.
    public init?(known: [Case], new: [Float], newShare: Double = 0.1) {
        guard let curve = ThresholdCurve(known: known, new: new, newShare: newShare) else {
            return nil
        }
        let best = curve.best
        threshold = best.threshold
        map5 = best.map5
        self.newShare = newShare
        falseAlarms = Double(known.count { $0.score < best.threshold }) / Double(known.count)
        found = Double(new.count { $0 < best.threshold }) / Double(new.count)
    }
}

extension NewIndividualThreshold {
    /// Chooses by photographs, each as it is and as a new animal's.
    ///
    /// - Parameter newShare: the share of photographs of new animals that is expected, 0 to 1.
    public init?(_ cases: OpenSetCases, newShare: Double = 0.1) {
        self.init(
            known: cases.known.map { Case(score: $0.bestScore, rank: $0.rank) },
            new: cases.new.map(\.bestScore), newShare: newShare)
    }
}
