import Ranking
import TensorFiles

/// What a run found of new individuals, in a file: for photographs that come later.
///
/// A threshold holds for scores that are made the way of those that it was found by.
public struct RuleFile: Codable, Sendable {
    /// When an animal is called new, and how sure answers are.
    public let rule: NewIndividualRule
    /// The digests of the models whose scores are meant; `nil` for one that is not known.
    public let models: [String?]
    /// How many neighbours queries are drawn towards first; `nil` where they are not.
    public let queryExpansion: Int?

    /// A rule by the mean of the scores that models give.
    init(_ rule: NewIndividualRule, models: [Embeddings], options: RankingOptions) {
        self.rule = rule
        self.models = models.map(\.model)
        queryExpansion = options.expansion?.neighbours
    }

    /// Reads a run's `rank/rule.json`.
    ///
    /// - Throws: `TensorFileError` where it cannot be read, or is something else.
    public init(contentsOf path: String) throws {
        self = try JSONFile.read(
            path, expecting: "a rule for new individuals",
            advice: "name the rank/rule.json of a run")
    }

    /// Writes the rule.
    ///
    /// - Throws: `TensorFileError` where the file cannot be written.
    func write(to path: String) throws {
        try JSONFile.write(self, to: path)
    }

    /// Looks whether scores are made the way that the rule holds for.
    ///
    /// - Parameter path: the rule's file, for errors.
    /// - Throws: `TensorFileError` that says what differs.
    public func check(_ database: RankingInput, _ options: RankingOptions, path: String) throws {
        func refusal(_ problem: String, _ advice: String) -> TensorFileError {
            TensorFileError(path: path, problem: problem, advice: advice, kind: .malformed)
        }
        guard models.count == database.models.count else {
            throw refusal(
                "the rule holds for scores of \(models.count) models, found \(database.models.count)",
                "name the embeddings of all folds that the run trained")
        }
        for (place, (model, found)) in zip(models, database.models).enumerated() {
            guard let model, let other = found.model, model != other else { continue }
            throw refusal(
                "the rule holds for the model \(model.prefix(12)), but \(database.paths[place]) is of "
                    + "\(other.prefix(12))", "name the embeddings of the run's last round")
        }
        var meant = RankingOptions()
        meant.expansion = queryExpansion.map { QueryExpansion(neighbours: $0) }
        meant.combination = models.count > 1 ? .scores : options.combination
        meant.neighbours = options.neighbours
        meant.precision = options.precision
        guard options == meant else {
            let flags =
                (queryExpansion.map { ["--query-expansion \($0)"] } ?? [])
                + (models.count > 1 ? ["--combine scores"] : [])
            throw refusal(
                "the rule holds for scores that are made otherwise",
                flags.isEmpty
                    ? "leave out what changes scores"
                    : "give \(flags.joined(separator: " ")), and nothing else that changes scores")
        }
    }
}
