/// Scores as probabilities of being right: of answers with 0.9, nine in ten are.
public enum ScoreCalibration: Sendable, Hashable, Codable {
    /// How probabilities follow scores.
    public enum Method: String, Sendable, CaseIterable, Codable {
        /// Whatever rises and fits best.
        case isotonic
        /// A logistic curve: for few photographs.
        case platt
    }

    /// A rising curve.
    case isotonic(IsotonicCalibration)
    /// A logistic curve.
    case platt(PlattCalibration)

    /// Fits a curve to judged scores; `nil` where nothing counts.
    public init?(_ cases: [JudgedScore], method: Method = .isotonic) {
        let fitted: Self? =
            switch method {
            case .isotonic: IsotonicCalibration(cases).map(Self.isotonic)
            case .platt: PlattCalibration(cases).map(Self.platt)
            }
        guard let fitted else { return nil }
        self = fitted
    }

    /// The probability that an answer with this score is right, 0 to 1.
    public func probability(of score: Float) -> Double {
        switch self {
        case .isotonic(let curve): curve.probability(of: score)
        case .platt(let curve): curve.probability(of: score)
        }
    }
}
