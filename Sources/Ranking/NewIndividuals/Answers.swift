/// The answer that a photograph shows an animal that the database lacks, spelt as the Happywhale competition has it.
public let newIndividual = "new_individual"

/// What is said about a photograph.
public enum Answer: Sendable, Hashable {
    /// The database lacks the animal.
    case new
    /// The candidate at a place, from 0.
    case candidate(Int)
}

extension RankedPhotograph {
    /// How many answers a photograph gets.
    public static let answerCount = 5

    /// The five answers, most likely first: candidates, and the new individual before them where the best score is under
    /// the threshold, in the second place elsewhere.
    public func orderedAnswers(threshold: Float) -> [Answer] {
        var answers = candidates.indices.prefix(Self.answerCount).map(Answer.candidate)
        let isNew = candidates.isEmpty || bestScore < threshold
        answers.insert(.new, at: isNew ? 0 : 1)
        return Array(answers.prefix(Self.answerCount))
    }

    /// The names of the five answers, each once.
    public func answers(threshold: Float) -> [String] {
        orderedAnswers(threshold: threshold).map(name)
    }

    /// How an answer is called.
    public func name(of answer: Answer) -> String {
        switch answer {
        case .new: newIndividual
        case .candidate(let place): candidates[place].individual
        }
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
