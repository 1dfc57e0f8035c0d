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
    /// The share of all named photographs whose first answer is right.
    public let top1: Double

    /// Five answers, and the right one.
    struct Judged {
        let answers: [String]
        let right: String

        var isCalledNew: Bool { answers.first == newIndividual }
        var isNew: Bool { right == newIndividual }
        var isRight: Bool { answers.first == right }
        var precision: Double {
            answers.firstIndex(of: right).map { 1 / Double($0 + 1) } ?? 0
        }
    }

    /// Judges ranked photographs, each known to the database or new.
    init(threshold: Float, known: [RankedPhotograph], new: [RankedPhotograph]) {
        self.init(
            threshold: threshold,
            known.compactMap { photograph in
                photograph.truth.map {
                    Judged(answers: photograph.answers(threshold: threshold), right: $0)
                }
            }
                + new.map {
                    Judged(answers: $0.answers(threshold: threshold), right: newIndividual)
                })
    }

    /// Judges answers, which were given with a threshold.
    init(threshold: Float, _ judged: [Judged]) {
        self.threshold = threshold
        let called = judged.count(where: \.isCalledNew)
        let new = judged.count(where: \.isNew)
        let found = judged.count { $0.isNew && $0.isCalledNew }
        recall = new == 0 ? nil : Double(found) / Double(new)
        precision = called == 0 ? nil : Double(found) / Double(called)
        let all = Double(max(judged.count, 1))
        map5 = judged.reduce(0) { $0 + $1.precision } / all
        top1 = Double(judged.count(where: \.isRight)) / all
    }
}
