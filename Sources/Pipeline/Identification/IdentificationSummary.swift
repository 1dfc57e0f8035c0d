import Ranking

/// The figures of a run, as JSON has them.
public struct IdentificationSummary: Codable, Sendable {
    /// Photographs in the database.
    public let databaseCount: Int
    /// Individuals in the database.
    public let individualCount: Int
    /// Photographs answered.
    public let queryCount: Int
    /// Photographs called new.
    public let newCount: Int
    /// Photographs without an embedding.
    public let unseen: [String]
    /// When an animal is called new, and how sure answers are.
    public let rule: NewIndividualRule
    /// How photographs of known individuals do.
    public let known: IdentificationMetrics?
    /// How all named photographs do.
    public let decision: NewIndividualDecision?

    init(_ outcome: IdentificationRun.Outcome) {
        databaseCount = outcome.databaseCount.photographs
        individualCount = outcome.databaseCount.individuals
        queryCount = outcome.photographs.count
        newCount = outcome.newCount
        unseen = outcome.unseen
        rule = outcome.rule
        known = outcome.known
        decision = outcome.decision
    }

    /// Reads what a run wrote.
    ///
    /// - Throws: `TensorFileError` where it cannot be read.
    init(contentsOf path: String) throws {
        self = try JSONFile.read(
            path, expecting: "the figures of a ranking", advice: "run again with --from rank")
    }
}

extension IdentificationRun.Outcome {
    /// The figures as values by name.
    public var summary: IdentificationSummary { IdentificationSummary(self) }
}
