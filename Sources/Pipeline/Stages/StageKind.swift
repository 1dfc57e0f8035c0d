/// The kinds of stages of a whole run, in their order.
public enum StageKind: String, Sendable, CaseIterable, Comparable {
    /// Parts the data set into photographs to learn from, in folds, and photographs to name.
    case prepare
    /// Finds animals in photographs.
    case detect
    /// Cuts them out.
    case crop
    /// Trains embedders.
    case train
    /// Turns photographs into embeddings.
    case embed
    /// Finds thresholds and probabilities on photographs held out.
    case validate
    /// Makes labels of sure answers.
    case pseudoLabel = "pseudo-label"
    /// Names the photographs.
    case rank
    /// Draws the page to look at.
    case report

    /// By their order in a run.
    public static func < (one: StageKind, other: StageKind) -> Bool {
        place(of: one) < place(of: other)
    }

    private static func place(of kind: StageKind) -> Int { allCases.firstIndex(of: kind) ?? 0 }
}
