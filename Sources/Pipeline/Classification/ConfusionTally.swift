/// Counts who is taken for whom, where most pairs of classes never meet.
struct ConfusionTally {
    private struct Pair: Hashable {
        let truth: Int
        let answer: Int
    }

    /// How often something was said, and the photograph that it was said of most surely.
    struct Case {
        var count = 0
        var image = ""
        var probability: Float = -1
    }

    /// Photographs counted.
    private(set) var count = 0
    /// Photographs by what they are.
    private(set) var truths: [Int: Int] = [:]
    /// Photographs by what they are called.
    private(set) var answers: [Int: Int] = [:]
    /// Photographs that are rightly called so.
    private(set) var right: [Int: Case] = [:]
    private var wrong: [Pair: Case] = [:]

    /// Counts an answer about a photograph of a class.
    mutating func add(_ answer: ClassAnswer, truth: Int) {
        guard let best = answer.candidates.first else {
            preconditionFailure("an answer holds a class")
        }
        count += 1
        truths[truth, default: 0] += 1
        answers[best.number, default: 0] += 1
        if best.number == truth {
            right[truth, default: Case()].add(answer.image, best.probability)
        } else {
            wrong[Pair(truth: truth, answer: best.number), default: Case()]
                .add(answer.image, best.probability)
        }
    }

    /// The pairs that were confused, the most frequent first, then the surest.
    func confusions(_ names: [String]) -> [Classification.Confusion] {
        wrong.map { pair, found in
            Classification.Confusion(
                truth: names[pair.truth], answer: names[pair.answer], count: found.count,
                image: found.image, probability: found.probability,
                example: right[pair.answer]?.image)
        }
        .sorted {
            ($1.count, $1.probability, $0.truth, $0.answer)
                < ($0.count, $0.probability, $1.truth, $1.answer)
        }
    }
}

extension ConfusionTally.Case {
    fileprivate mutating func add(_ image: String, _ probability: Float) {
        count += 1
        guard probability > self.probability else { return }
        self.image = image
        self.probability = probability
    }
}
