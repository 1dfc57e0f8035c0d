import Ranking

/// When an animal is called new, and how sure answers are.
public struct NewIndividualRule: Sendable, Codable {
    /// How a rule is found on photographs whose individuals are known.
    public struct Options: Sendable {
        /// The share of photographs of new animals that is expected, 0 to 1.
        public var newShare = 0.1
        /// How many photographs of a species give it a threshold of its own; none where it is `nil`.
        public var leastPerSpecies: Int?
        /// How probabilities follow scores.
        public var calibration = ScoreCalibration.Method.isotonic

        /// One threshold, and rising curves.
        public init() {}
    }

    /// The score under which an animal is new.
    public let threshold: Float
    /// Those of species that have their own.
    public let speciesThresholds: [String: Float]
    /// What was found with the threshold; `nil` where it was given.
    public let validation: NewIndividualThreshold?
    /// How probable answers are; `nil` where no photographs told that.
    public let calibration: AnswerCalibration?
    /// How often first answers were right, against how probable they were said to be, each by curves that others'
    /// photographs gave.
    public let reliability: ReliabilityCurve?

    /// A threshold that was given.
    public init(threshold: Float) {
        self.threshold = threshold
        speciesThresholds = [:]
        validation = nil
        calibration = nil
        reliability = nil
    }

    /// A rule by photographs whose individuals are known; `nil` where there are too few.
    ///
    /// - Parameters:
    ///   - cases: the photographs, each as it is and as a new animal's.
    ///   - species: of a photograph, where it is known.
    public init?(
        _ cases: OpenSetCases, options: Options, species: (RankedPhotograph) -> String?
    ) {
        guard
            let found = options.leastPerSpecies.map({
                SpeciesThresholds(cases, newShare: options.newShare, least: $0, species: species)
            })
                ?? NewIndividualThreshold(cases, newShare: options.newShare).map(
                    SpeciesThresholds.init)
        else { return nil }
        threshold = found.overall.threshold
        speciesThresholds = found.ofSpecies.mapValues(\.threshold)
        validation = found.overall
        calibration = AnswerCalibration(
            cases, newShare: options.newShare, method: options.calibration)
        reliability = AnswerCalibration.reliability(
            of: cases, newShare: options.newShare, method: options.calibration,
            threshold: found.overall.threshold)
    }

    /// The score under which an animal of a species is new.
    public func threshold(for species: String?) -> Float {
        species.flatMap { speciesThresholds[$0] } ?? threshold
    }
}
