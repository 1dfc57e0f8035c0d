import Ranking

/// What a threshold makes of photographs: `new_individual` first where the best score is under it, second elsewhere.
public struct NewIndividualDecision: Sendable, Codable {
    /// The threshold, a cosine.
    public let threshold: Float
    /// The share of new individuals' photographs that are called new; `nil` where there are none.
    public let recall: Double?
    /// The share of photographs called new that are; `nil` where none is called so.
    public let precision: Double?
    /// The MAP@5 of all named photographs, known and new, as the Happywhale competition has it.
    public let map5: Double

    /// Judges ranked photographs, each known to the database or new.
    init(threshold: Float, known: [RankedPhotograph], new: [RankedPhotograph]) {
        self.threshold = threshold
        func isCalledNew(_ photograph: RankedPhotograph) -> Bool {
            photograph.answers(threshold: threshold).first == newIndividual
        }
        let found = new.count(where: isCalledNew)
        let called = found + known.count(where: isCalledNew)
        recall = new.isEmpty ? nil : Double(found) / Double(new.count)
        precision = called == 0 ? nil : Double(found) / Double(called)
        let precisions =
            known.map { $0.averagePrecision(threshold: threshold, isKnown: true) }
            + new.map { $0.averagePrecision(threshold: threshold, isKnown: false) }
        map5 = precisions.reduce(0, +) / Double(max(precisions.count, 1))
    }
}
