/// Photographs of known individuals, each as it is, and as a new animal's: what thresholds and probabilities are found by.
public struct OpenSetCases: Sendable {
    /// Photographs of individuals that the database holds.
    public let known: [RankedPhotograph]
    /// Photographs as if the database had none of their individuals.
    public let new: [RankedPhotograph]

    /// Takes ranked photographs apart.
    ///
    /// Each counts as new without its own individual, but not where all its neighbours are its own: what it would look
    /// like then is not known. Photographs without a name, or without candidates, take no part.
    ///
    /// - Parameters:
    ///   - photographs: those of individuals that the database lacks count as new alone.
    ///   - individuals: those in the database.
    public init(_ photographs: [RankedPhotograph], knowing individuals: Set<String>) {
        let named = photographs.filter { $0.truth != nil && !$0.candidates.isEmpty }
        known = named.filter { $0.truth.map(individuals.contains) ?? false }
        new = named.map { photograph in
            var photograph = photograph
            photograph.candidates.removeAll { $0.individual == photograph.truth }
            return photograph
        }.filter { !$0.candidates.isEmpty }
    }

    /// The photographs of several folds, each ranked among individuals of its own.
    public init(joining folds: [OpenSetCases]) {
        self.init(known: folds.flatMap(\.known), new: folds.flatMap(\.new))
    }

    /// Those of some photographs.
    func filter(_ isMeant: (RankedPhotograph) -> Bool) -> OpenSetCases {
        OpenSetCases(known: known.filter(isMeant), new: new.filter(isMeant))
    }

    /// Every individual by its part of `count`, in the order of names: a photograph and its like belong to one part.
    func parts(_ count: Int) -> [String: Int] {
        let names = Set((known + new).compactMap(\.truth)).sorted()
        return names.enumerated().reduce(into: [:]) { $0[$1.element] = $1.offset % count }
    }

    private init(known: [RankedPhotograph], new: [RankedPhotograph]) {
        self.known = known
        self.new = new
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
