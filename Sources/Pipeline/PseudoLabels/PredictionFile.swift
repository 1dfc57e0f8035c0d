import Datasets

/// Predictions in a CSV file: `matches.csv` as `flukeprint rank` writes it, or a table with one answer for each image.
///
/// - matches: `image`, `place` (from 1), `individual`, and `probability` or `score`, or both; a row for each answer.
/// - a competition's: `image`, `individual_id`, `conf` (taken for a probability), perhaps `species`.
struct PredictionFile {
    /// The file.
    let path: String
    /// What was predicted of each image, in the order of the file.
    let predictions: [Prediction]

    /// Reads a file.
    ///
    /// - Throws: `DatasetError` with the line where a row is malformed, or an answer stands there twice.
    init(contentsOf path: String) throws {
        self.path = path
        var reader = try CSVReader(path)
        predictions =
            reader.column("place") == nil
            ? try Self.table(&reader) : try Self.matches(&reader)
        guard !predictions.isEmpty else {
            throw DatasetError(path: path, problem: "expected predictions, found none")
        }
    }

    // MARK: Matches

    private static func matches(_ reader: inout CSVReader) throws -> [Prediction] {
        let (image, place, individual) = (
            try column("image", of: reader), try column("place", of: reader),
            try column("individual", of: reader)
        )
        let (probability, score) = (reader.column("probability"), reader.column("score"))
        var order: [String] = []
        var found: [String: (line: Int, answers: [Int: Prediction.Answer])] = [:]
        while let row = try reader.next() {
            let name = try text(image, "image", in: row, of: reader)
            guard let number = Int(row.fields[place]), number > 0 else {
                throw refusal(
                    row, of: reader, "a place is a whole number from 1", row.fields[place])
            }
            let answer = Prediction.Answer(
                individual: try text(individual, "individual", in: row, of: reader),
                probability: try share(probability, in: row, of: reader),
                score: try finite(score, in: row, of: reader))
            if found[name] == nil { order.append(name) }
            var entry = found[name] ?? (row.line, [:])
            guard entry.answers.updateValue(answer, forKey: number) == nil else {
                throw DatasetError(
                    path: reader.path, line: row.line,
                    problem: "'\(name)' has another answer in place \(number) already",
                    advice: "give photographs of several animals as crops of one each")
            }
            found[name] = entry
        }
        return try order.compactMap { name in
            guard let entry = found[name] else { return nil }
            guard entry.answers[1] != nil else {
                throw DatasetError(
                    path: reader.path, line: entry.line,
                    problem: "'\(name)' has no answer in place 1")
            }
            let answers = entry.answers.sorted { $0.key < $1.key }.map(\.value)
            guard Set(answers.map(\.individual)).count == answers.count else {
                throw DatasetError(
                    path: reader.path, line: entry.line,
                    problem: "'\(name)' has the same answer in two places")
            }
            return Prediction(image: name, answers: answers, species: nil, line: entry.line)
        }
    }

    // MARK: A competition's table

    private static func table(_ reader: inout CSVReader) throws -> [Prediction] {
        let image = try column("image", of: reader)
        guard let individual = reader.column("individual_id", "individual") else {
            throw missing("individual_id", in: reader)
        }
        guard let confidence = reader.column("conf", "confidence", "probability") else {
            throw missing("conf", in: reader)
        }
        let species = reader.column("species")
        var seen: Set<String> = []
        var predictions: [Prediction] = []
        while let row = try reader.next() {
            let name = try text(image, "image", in: row, of: reader)
            guard seen.insert(name).inserted else {
                throw DatasetError(
                    path: reader.path, line: row.line, problem: "'\(name)' stands there twice")
            }
            let answer = Prediction.Answer(
                individual: try text(individual, "individual_id", in: row, of: reader),
                probability: try share(confidence, in: row, of: reader), score: nil)
            let kind = species.map { row.fields[$0] } ?? ""
            predictions.append(
                Prediction(
                    image: name, answers: [answer], species: kind.isEmpty ? nil : kind,
                    line: row.line))
        }
        return predictions
    }

    // MARK: Fields

    private static func column(_ name: String, of reader: CSVReader) throws -> Int {
        guard let column = reader.column(name) else { throw missing(name, in: reader) }
        return column
    }

    private static func missing(_ name: String, in reader: CSVReader) -> DatasetError {
        DatasetError(
            path: reader.path, line: 1,
            problem: "expected a column '\(name)', found \(reader.header.joined(separator: ", "))",
            advice: "expected image, place, individual, probability; or image, individual_id, conf")
    }

    private static func text(
        _ column: Int, _ name: String, in row: CSVReader.Row, of reader: CSVReader
    ) throws -> String {
        guard !row.fields[column].isEmpty else {
            throw DatasetError(
                path: reader.path, line: row.line, problem: "the column '\(name)' is empty")
        }
        return row.fields[column]
    }

    private static func finite(
        _ column: Int?, in row: CSVReader.Row, of reader: CSVReader
    ) throws -> Double? {
        guard let column, !row.fields[column].isEmpty else { return nil }
        guard let number = Double(row.fields[column]), number.isFinite else {
            throw refusal(row, of: reader, "expected a number", row.fields[column])
        }
        return number
    }

    /// A number from 0 to 1.
    private static func share(
        _ column: Int?, in row: CSVReader.Row, of reader: CSVReader
    ) throws -> Double? {
        guard let column, let number = try finite(column, in: row, of: reader) else { return nil }
        guard 0...1 ~= number else {
            throw refusal(row, of: reader, "a probability is from 0 to 1", row.fields[column])
        }
        return number
    }

    private static func refusal(
        _ row: CSVReader.Row, of reader: CSVReader, _ problem: String, _ found: String
    ) -> DatasetError {
        DatasetError(path: reader.path, line: row.line, problem: "\(problem), found '\(found)'")
    }
}
