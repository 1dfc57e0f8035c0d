import Datasets

/// Predictions with the photographs that they are of.
struct PredictedPhotographs {
    /// The photographs.
    let table: PhotographTable
    /// The row of each prediction.
    let rows: [Int]
    let predictions: [Prediction]

    /// Finds the photograph of each prediction.
    ///
    /// - Parameter path: the data set of the photographs, for errors.
    /// - Throws: `DatasetError` where one is not there, or shows several animals.
    init(_ file: PredictionFile, in table: PhotographTable, path: String) throws {
        var places: [String: Int] = [:]
        var repeated: Set<String> = []
        for row in 0..<table.count where places.updateValue(row, forKey: table[row].path) != nil {
            repeated.insert(table[row].path)
        }
        rows = try file.predictions.map { prediction in
            guard let row = places[prediction.image] else {
                throw DatasetError(
                    path: file.path, line: prediction.line,
                    problem: "'\(prediction.image)' is not among the \(table.count) photographs of "
                        + path,
                    advice: "name the data set that was predicted")
            }
            guard !repeated.contains(prediction.image) else {
                throw DatasetError(
                    path: file.path, line: prediction.line,
                    problem: "'\(prediction.image)' stands in several rows of \(path), and the "
                        + "prediction tells not which animal it is of",
                    advice: "make crops of one animal each by `flukeprint crop --boxes all`")
            }
            return row
        }
        self.table = table
        predictions = file.predictions
    }

    /// The photographs' files, absolute, in the order of the predictions.
    var files: [String] {
        let files = table.absoluteFiles
        return rows.map { files[$0] }
    }
}
