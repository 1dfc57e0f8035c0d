import Ranking

/// How known individuals are ranked for photographs.
public struct RankingOptions: Sendable, Hashable {
    /// How several models become one opinion.
    public enum Combination: String, Sendable, CaseIterable {
        /// Their embeddings side by side.
        case embeddings
        /// The mean of their scores.
        case scores
    }

    /// Nearest photographs looked at, k.
    public var neighbours = 100
    /// What individuals score for theirs.
    public var score = IndividualScore.best
    /// How queries are drawn towards their neighbours first.
    public var expansion: QueryExpansion?
    /// How the database's photographs are drawn towards theirs.
    public var augmentation: QueryExpansion?
    /// How neighbours are put in a new order.
    public var reranking: ReciprocalReranking?
    /// What the first look reads; the best for this processor where it is `nil`.
    public var precision: FirstLookPrecision?
    /// How several models become one.
    public var combination = Combination.embeddings
    /// How much each model counts; the same where it is empty.
    public var modelWeights: [Double] = []

    /// Whether queries may be photographs of the database, by their names, and then are not compared with themselves.
    public var passesOverItself = true

    /// The nearest photograph counts, and nothing else.
    public init() {}
}
