import Datasets

extension AnsweredQuery {
    /// Reads what ``MatchesFile`` wrote.
    ///
    /// - Parameters:
    ///   - truth: whom photographs show, where that is known.
    ///   - known: the individuals that can be answered.
    /// - Throws: `DatasetError` where the file cannot be read, or is another table.
    static func read(
        _ path: String, truth: [String: String], known: Set<String>
    ) throws -> [AnsweredQuery] {
        var reader = try CSVReader(path)
        guard reader.header == MatchesFile.columns else {
            throw DatasetError(
                path: path, line: 1,
                problem: "expected the columns \(MatchesFile.columns.joined(separator: ", ")), "
                    + "found \(reader.header.joined(separator: ", "))",
                advice: "run again with --from rank")
        }
        var order: [String] = []
        var answers: [String: [Answer]] = [:]
        while let row = try reader.next() {
            let image = row.fields[0]
            if answers[image] == nil { order.append(image) }
            answers[image, default: []].append(
                Answer(
                    individual: row.fields[2], score: Double(row.fields[3]),
                    probability: Double(row.fields[4]),
                    neighbour: row.fields[5].isEmpty ? nil : row.fields[5]))
        }
        return order.map { image in
            AnsweredQuery(
                image: image, answers: answers[image] ?? [], truth: truth[image],
                isKnown: truth[image].map(known.contains) ?? false)
        }
    }
}
