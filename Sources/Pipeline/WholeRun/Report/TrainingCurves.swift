import Datasets

/// What a training wrote into its `log.csv`, to be read alone.
struct TrainingCurves {
    private var values: [String: [LineChart.Point]] = [:]

    /// The log in a file; `nil` where there is none, as of a round that learned nothing new.
    ///
    /// - Throws: `DatasetError` where it is malformed.
    init?(at path: String) throws {
        guard FilePath.exists(path) else { return nil }
        var reader = try CSVReader(path)
        while let row = try reader.next() {
            guard let step = row.fields.first.flatMap(Double.init) else { continue }
            for (column, field) in zip(reader.header, row.fields) {
                guard let value = Double(field) else { continue }
                values[column, default: []].append(.init(step, value))
            }
        }
    }

    /// The values of a column by epoch.
    func points(_ column: String) -> [LineChart.Point] { values[column] ?? [] }
}
