/// A threshold for each species that has photographs enough, and one for all others.
public struct SpeciesThresholds: Sendable, Hashable, Codable {
    /// What holds where a species has none of its own.
    public let overall: NewIndividualThreshold
    /// By species.
    public let ofSpecies: [String: NewIndividualThreshold]

    /// Chooses thresholds.
    ///
    /// - Parameters:
    ///   - cases: photographs, each as it is and as a new animal's.
    ///   - newShare: the share of photographs of new animals that is expected, 0 to 1.
    ///   - species: of a photograph, where it is known.
    ///   - least: how many photographs of a species are enough.
    public init?(
        _ cases: OpenSetCases, newShare: Double = 0.1, least: Int,
        species: (RankedPhotograph) -> String?
    ) {
        guard let overall = NewIndividualThreshold(cases, newShare: newShare) else { return nil }
        self.overall = overall
        let names = Set(cases.known.compactMap(species))
        ofSpecies = names.reduce(into: [:]) { thresholds, name in
            let own = cases.filter { species($0) == name }
            guard own.known.count >= least else { return }
            thresholds[name] = NewIndividualThreshold(own, newShare: newShare)
        }
    }

    /// One threshold for all.
    public init(_ overall: NewIndividualThreshold) {
        self.overall = overall
        ofSpecies = [:]
    }

    /// The threshold for a photograph of a species.
    public func threshold(for species: String?) -> Float {
        (species.flatMap { ofSpecies[$0] } ?? overall).threshold
    }
}
