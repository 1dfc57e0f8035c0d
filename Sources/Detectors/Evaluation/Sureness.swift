import Datasets

extension BoxLabel {
    /// The confidence; 1 of a box that has none.
    var sureness: Double { confidence ?? 1 }
}

extension [BoxLabel] {
    /// The boxes by falling confidence, equal ones in their order, and no more than so many.
    func surest(_ count: Int = COCODefinition.detectionLimit) -> [BoxLabel] {
        indices.sorted { (self[$1].sureness, $0) < (self[$0].sureness, $1) }
            .prefix(count).map { self[$0] }
    }
}
