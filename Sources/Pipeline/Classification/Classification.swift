/// How well photographs are told apart by their classes.
public struct Classification: Sendable, Codable {
    /// How well one class does.
    public struct Group: Sendable, Codable {
        /// The class.
        public let name: String
        /// Photographs that it was learned from.
        public let learned: Int
        /// Photographs of it that were judged.
        public let count: Int
        /// Photographs that were called so.
        public let answered: Int
        /// Photographs of it that were called so.
        public let right: Int
        /// The share of its photographs that are called so; `nil` where none was judged.
        public let recall: Double?
        /// The share of photographs called so that are of it; `nil` where none was called so.
        public let precision: Double?

        init(_ name: String, learned: Int, count: Int, answered: Int, right: Int) {
            self.name = name
            self.learned = learned
            self.count = count
            self.answered = answered
            self.right = right
            recall = count > 0 ? Double(right) / Double(count) : nil
            precision = answered > 0 ? Double(right) / Double(answered) : nil
        }
    }

    /// A class that is taken for another.
    public struct Confusion: Sendable, Codable {
        /// What it is.
        public let truth: String
        /// What was said.
        public let answer: String
        /// How often.
        public let count: Int
        /// The photograph that is most surely called so.
        public let image: String
        /// How likely the wrong answer was said to be there, 0 to 1.
        public let probability: Float
        /// A photograph that is rightly called so, where there is one.
        public let example: String?
    }

    /// What the classes are: `individual`, `species`, or another column.
    public let label: String
    /// Classes that were learned.
    public let classCount: Int
    /// Photographs that were judged.
    public let count: Int
    /// Photographs of classes that were not learned; they take no part.
    public let unlearnedCount: Int
    /// Photographs whose class nobody named; they take no part.
    public let namelessCount: Int
    /// The share of judged photographs whose likeliest class is right (accuracy), 0 to 1.
    public let top1: Double
    /// The share whose class is among the five likeliest.
    public let top5: Double
    /// The mean recall of the classes that were judged (balanced accuracy).
    public let meanRecall: Double
    /// Classes that were judged or answered, the lowest recall first, the largest of these before others.
    public let classes: [Group]
    /// The confusion matrix off its diagonal, without its zeros: pairs by how often they are confused, then by how surely.
    public let confusions: [Confusion]

    /// Judges answers.
    ///
    /// - Parameters:
    ///   - answers: of which at least one is of a learned class, or nothing is found.
    ///   - label: what the classes are.
    ///   - names: the names of the classes, by their numbers.
    ///   - counts: the photographs that each was learned from.
    init(
        of answers: [ClassAnswer], label: String, classes names: [String], counts: [Int]
    ) {
        let numbers = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
        var tally = ConfusionTally()
        var top5 = 0
        var unlearned = 0
        for answer in answers {
            guard let name = answer.truth else { continue }
            guard let truth = numbers[name] else {
                unlearned += 1
                continue
            }
            if answer.candidates.contains(where: { $0.number == truth }) { top5 += 1 }
            tally.add(answer, truth: truth)
        }
        let total = Double(max(tally.count, 1))
        self.label = label
        classCount = names.count
        count = tally.count
        unlearnedCount = unlearned
        namelessCount = answers.count { $0.truth == nil }
        self.top5 = Double(top5) / total
        let groups = names.indices.compactMap { number -> Group? in
            let (count, answered) = (tally.truths[number] ?? 0, tally.answers[number] ?? 0)
            guard count + answered > 0 else { return nil }
            return Group(
                names[number], learned: counts[number], count: count, answered: answered,
                right: tally.right[number]?.count ?? 0)
        }
        top1 = Double(groups.reduce(0) { $0 + $1.right }) / total
        let recalls = groups.compactMap(\.recall)
        meanRecall = recalls.reduce(0, +) / Double(max(recalls.count, 1))
        classes = groups.sorted {
            ($0.recall ?? 2, -$0.count, $0.name) < ($1.recall ?? 2, -$1.count, $1.name)
        }
        confusions = tally.confusions(names)
    }
}
