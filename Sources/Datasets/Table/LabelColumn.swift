/// Further columns that tell where a photograph's label comes from, and how much it counts.
public enum LabelColumn: String, Sendable, CaseIterable {
    /// How much the photograph counts in training, above 0 and up to 1; empty for 1.
    case weight
    /// Several individuals that it may show, each with its share; see ``CandidateText``.
    case candidates
    /// ``pseudoLabelled`` where a model named the individual; empty where a person did.
    case origin = "label_origin"
    /// How sure that model was, 0 to 1.
    case confidence = "label_confidence"
    /// The first digits of the digest of that model's file.
    case teacher
    /// Which photographs that model never learned from: a fold's number, or a split's name; empty where that is not
    /// known.
    case teacherFold = "teacher_fold"

    /// What stands under ``origin`` where a model named the individual.
    public static let pseudoLabelled = "pseudo-label"
}

extension PhotographTable {
    /// What stands under a label's column in a row; `nil` where nothing does.
    public func value(_ column: LabelColumn, at row: Int) -> String? {
        value(column.rawValue, at: row)
    }

    /// Whether a model named the individual of a row, so that it may be learned from, but never judged by.
    public func isPseudoLabelled(at row: Int) -> Bool {
        value(.origin, at: row) == LabelColumn.pseudoLabelled
    }
}
