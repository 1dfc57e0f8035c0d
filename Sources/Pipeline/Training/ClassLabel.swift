import Datasets

/// What tells classes apart: a column of the table, and with it the side where left and right are classes of their own.
struct ClassLabel {
    /// `individual`, `species`, `side`, or a further column.
    let column: String
    /// Whether the two sides of an individual are classes of their own.
    let separatesSides: Bool

    /// What stands in the column; `nil` where nothing does.
    func value(in table: PhotographTable, at row: Int) -> String? {
        switch column {
        case "individual": table[row].individual
        case "species": table[row].species
        case "side": table[row].side
        default: table.value(column, at: row)
        }
    }

    /// The name of the class of a photograph with this value.
    func className(_ value: String, of photograph: Photograph) -> String {
        guard separatesSides, let side = photograph.side else { return value }
        return "\(value) \(side)"
    }
}
