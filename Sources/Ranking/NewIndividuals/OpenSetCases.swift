/// Photographs of known individuals, and of new ones: what thresholds and probabilities are found by.
public struct OpenSetCases: Sendable {
    /// From so many photographs of individuals that the database lacks on, no others stand in for these.
    public static let enoughStrangers = 20

    /// Photographs of individuals that the database holds.
    public let known: [RankedPhotograph]
    /// Photographs of individuals that it lacks, or that count as such.
    public let new: [RankedPhotograph]
    /// Those of individuals that it lacks.
    private let strangers: [RankedPhotograph]
    /// All photographs, as if the database had none of their individuals.
    private let standIns: [RankedPhotograph]

    /// Takes ranked photographs apart.
    ///
    /// Where fewer than ``enoughStrangers`` show individuals that the database lacks, each other photograph counts as
    /// new, too, as if the database had none of its individual; but not where all its neighbours are its own, as what it
    /// would look like then is not known. A model that has learned individuals keeps them further from others than
    /// those it has never seen, so that real strangers tell more. Photographs without a name, or without candidates,
    /// take no part.
    ///
    /// - Parameters:
    ///   - photographs: the photographs, ranked.
    ///   - individuals: those in the database.
    ///   - score: what they are ranked by. Without an individual, the others share its votes.
    public init(
        _ photographs: [RankedPhotograph], knowing individuals: Set<String>,
        by score: IndividualScore = .best
    ) {
        let named = photographs.filter { $0.truth != nil && !$0.candidates.isEmpty }
        func isKnown(_ photograph: RankedPhotograph) -> Bool {
            photograph.truth.map(individuals.contains) ?? false
        }
        self.init(
            known: named.filter(isKnown), strangers: named.filter { !isKnown($0) },
            standIns: named.map { photograph in
                var photograph = photograph
                photograph.candidates.removeAll { $0.individual == photograph.truth }
                if case .votes = score { photograph.shareVotes() }
                return photograph
            }.filter { !$0.candidates.isEmpty })
    }

    /// The photographs of several folds, each ranked among individuals of its own; strangers of all folds count together.
    public init(joining folds: [OpenSetCases]) {
        self.init(
            known: folds.flatMap(\.known), strangers: folds.flatMap(\.strangers),
            standIns: folds.flatMap(\.standIns))
    }

    /// Those of some photographs; what counts as new stays so, however few are left.
    func filter(_ isMeant: (RankedPhotograph) -> Bool) -> OpenSetCases {
        OpenSetCases(
            known: known.filter(isMeant), new: new.filter(isMeant),
            strangers: strangers.filter(isMeant), standIns: standIns.filter(isMeant))
    }

    /// Every photograph, by its image, with its part of `count`: a photograph and its like belong to one part, but strangers
    /// where there are fewer of them than parts, so that each part leaves some.
    func parts(_ count: Int) -> [String: Int] {
        let photographs = known + new
        let names = Set(photographs.compactMap(\.truth)).sorted()
        let places = Dictionary(
            uniqueKeysWithValues: names.enumerated().map { ($1, $0 % count) })
        var parts: [String: Int] = [:]
        for photograph in photographs {
            parts[photograph.image] = photograph.truth.flatMap { places[$0] }
        }
        let individuals = Set(known.compactMap(\.truth))
        let strangers = new.filter { $0.truth.map { !individuals.contains($0) } ?? false }
        guard Set(strangers.compactMap(\.truth)).count < count else { return parts }
        for (place, image) in strangers.map(\.image).sorted().enumerated() {
            parts[image] = place % count
        }
        return parts
    }

    private init(
        known: [RankedPhotograph], strangers: [RankedPhotograph], standIns: [RankedPhotograph]
    ) {
        self.init(
            known: known, new: strangers.count < Self.enoughStrangers ? standIns : strangers,
            strangers: strangers, standIns: standIns)
    }

    private init(
        known: [RankedPhotograph], new: [RankedPhotograph], strangers: [RankedPhotograph],
        standIns: [RankedPhotograph]
    ) {
        self.known = known
        self.new = new
        self.strangers = strangers
        self.standIns = standIns
    }

    /// What each photograph weighs where a share of new animals is expected: together as much as there are photographs.
    func weights(newShare: Double) -> (known: Double, new: Double) {
        let all = Double(known.count + new.count)
        return (
            known.isEmpty ? 0 : all * (1 - newShare) / Double(known.count),
            new.isEmpty ? 0 : all * newShare / Double(new.count)
        )
    }
}

extension RankedPhotograph {
    /// Lets the candidates that are left have all votes.
    fileprivate mutating func shareVotes() {
        let all = candidates.reduce(0) { $0 + $1.score }
        guard all > 0 else { return }
        for place in candidates.indices { candidates[place].score /= all }
    }
}
