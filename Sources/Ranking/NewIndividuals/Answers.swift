/// The answer that a photograph shows an animal that the database lacks, spelt as the Happywhale competition has it.
public let newIndividual = "new_individual"

extension RankedPhotograph {
    /// The five answers, most likely first: candidates, and `new_individual` before them where the best score is under
    /// the threshold, in the second place elsewhere.
    public func answers(threshold: Float) -> [String] {
        var answers = candidates.prefix(5).map(\.individual)
        let isNew = candidates.isEmpty || bestScore < threshold
        answers.insert(newIndividual, at: isNew ? 0 : 1)
        return Array(answers.prefix(5))
    }

    /// The average precision of the five answers, as the competition defines it: 1 / place of the right one.
    ///
    /// - Parameter isKnown: whether the database holds the animal; where it does not, `new_individual` is right.
    public func averagePrecision(threshold: Float, isKnown: Bool) -> Double {
        let right = isKnown ? truth : newIndividual
        let place = answers(threshold: threshold).firstIndex { $0 == right }
        return place.map { 1 / Double($0 + 1) } ?? 0
    }
}
