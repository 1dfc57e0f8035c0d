import Datasets

/// How much each row of a table counts in training: the further column `weight`.
struct LabelWeights {
    /// The weight of each row; `nil` where no row has one.
    let values: [Double]?

    /// Reads the column; `path` stands in errors.
    ///
    /// - Throws: `DatasetError` with the row where a weight is no number above 0 and up to 1.
    init(of table: PhotographTable, path: String) throws {
        var hasWeights = false
        let found = try (0..<table.count).map { row in
            guard let text = table.value(.weight, at: row) else { return 1.0 }
            guard let weight = Double(text), weight > 0, weight <= 1 else {
                throw DatasetError(
                    path: path,
                    problem: "row \(row + 1), \(table[row].path): expected a weight above 0 and up "
                        + "to 1, found '\(text)'",
                    advice: "`weight` tells how much a photograph counts in training; "
                        + "rename the column where it holds something else")
            }
            hasWeights = true
            return weight
        }
        values = hasWeights ? found : nil
    }
}
