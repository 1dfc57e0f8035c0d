/// What a table may hold beside photographs and the places of boxes.
public enum TableContent: String, Sendable, CaseIterable {
    /// Classes of boxes, other than the one that boxes without a class have.
    case classes
    /// Confidences of boxes.
    case confidences
    /// Who animals are.
    case individuals
    /// What animals are.
    case species
    /// Parts of the data set.
    case splits
    /// Sides that are seen.
    case sides
    /// When photographs were taken.
    case dates
    /// Encounters.
    case encounters
    /// Columns that have no place of their own.
    case furtherColumns = "further columns"
}

extension PhotographTable {
    /// What of this table a format has no place for, so that it is left out.
    public func contentsLeftOut(by format: ExportFormat) -> [TableContent] {
        TableContent.allCases.filter { !format.contents.contains($0) && holds($0) }
    }

    private func holds(_ content: TableContent) -> Bool {
        switch content {
        case .classes: boxClasses.contains { $0 != BoxLabel.unnamedClass }
        case .confidences: photographs.contains { $0.boxes.contains { $0.confidence != nil } }
        case .individuals: photographs.contains { $0.individual != nil }
        case .species: photographs.contains { $0.species != nil }
        case .splits: photographs.contains { $0.split != nil }
        case .sides: photographs.contains { $0.side != nil }
        case .dates: photographs.contains { $0.date != nil }
        case .encounters: photographs.contains { $0.encounter != nil }
        case .furtherColumns: !furtherColumns.isEmpty
        }
    }
}
