/// How probable answers are to be right, by their scores: found on photographs whose individuals are known.
public struct AnswerCalibration: Sendable, Hashable, Codable {
    /// How many candidates have probabilities.
    public static let places = 5

    /// For each place among the candidates, the curve by the candidate's score.
    public let candidates: [ScoreCalibration]
    /// That the animal is new, by the best score with its sign turned.
    public let new: ScoreCalibration

    /// Fits the curves; `nil` where there are no photographs of one of the two kinds.
    ///
    /// - Parameters:
    ///   - cases: photographs, each as it is and as a new animal's.
    ///   - newShare: the share of photographs of new animals that is expected, 0 to 1.
    ///   - method: how probabilities follow scores.
    public init?(
        _ cases: OpenSetCases, newShare: Double = 0.1,
        method: ScoreCalibration.Method = .isotonic
    ) {
        guard !cases.known.isEmpty, !cases.new.isEmpty else { return nil }
        let weights = cases.weights(newShare: newShare)
        func judged(_ place: Int) -> [JudgedScore] {
            func score(_ photograph: RankedPhotograph, _ weight: Double) -> JudgedScore? {
                guard place < photograph.candidates.count else { return nil }
                return JudgedScore(
                    score: photograph.candidates[place].score,
                    isRight: photograph.rank == place, weight: weight)
            }
            return cases.known.compactMap { score($0, weights.known) }
                + cases.new.compactMap { score($0, weights.new) }
        }
        // Later places have curves as long as some photograph has so many candidates.
        candidates = (0..<Self.places).compactMap {
            ScoreCalibration(judged($0), method: method)
        }
        let news =
            cases.known.map {
                JudgedScore(score: -$0.bestScore, isRight: false, weight: weights.known)
            }
            + cases.new.map {
                JudgedScore(score: -$0.bestScore, isRight: true, weight: weights.new)
            }
        guard let new = ScoreCalibration(news, method: method) else { return nil }
        self.new = new
    }

    /// The probability that a candidate is right, 0 to 1; `nil` beyond the first places.
    ///
    /// - Parameter place: among the candidates, from 0.
    public func probability(of candidate: Candidate, at place: Int) -> Double? {
        place < candidates.count ? candidates[place].probability(of: candidate.score) : nil
    }

    /// The probability that a photograph shows a new animal, 0 to 1.
    public func probabilityOfNew(_ photograph: RankedPhotograph) -> Double {
        new.probability(of: -photograph.bestScore)
    }
}

extension AnswerCalibration {
    /// How often first answers are right, against the probability that others' photographs give them: in five parts, of
    /// individuals where there are enough, each is judged by curves that were fitted to the other four.
    ///
    /// - Parameter threshold: the score under which `new_individual` is the first answer.
    /// - Returns: `nil` where a part leaves too few photographs.
    public static func reliability(
        of cases: OpenSetCases, newShare: Double = 0.1,
        method: ScoreCalibration.Method = .isotonic, threshold: Float
    ) -> ReliabilityCurve? {
        let parts = cases.parts(5)
        let weights = cases.weights(newShare: newShare)
        var judged: [(probability: Double, isRight: Bool, weight: Double)] = []
        for part in Set(parts.values).sorted() {
            func isIn(_ photograph: RankedPhotograph) -> Bool {
                parts[photograph.image] == part
            }
            let others = cases.filter { !isIn($0) }
            guard let curves = AnswerCalibration(others, newShare: newShare, method: method)
            else { return nil }
            func judge(_ photograph: RankedPhotograph, isNew: Bool, _ weight: Double) {
                if photograph.bestScore < threshold {
                    judged.append((curves.probabilityOfNew(photograph), isNew, weight))
                } else if let best = photograph.candidates.first,
                    let probability = curves.probability(of: best, at: 0)
                {
                    judged.append((probability, photograph.rank == 0, weight))
                }
            }
            for photograph in cases.known where isIn(photograph) {
                judge(photograph, isNew: false, weights.known)
            }
            for photograph in cases.new where isIn(photograph) {
                judge(photograph, isNew: true, weights.new)
            }
        }
        return judged.isEmpty ? nil : ReliabilityCurve(judged)
    }
}
