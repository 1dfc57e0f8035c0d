import Datasets

/// Which individuals the photographs of a table may show, where that is several: the further column `candidates`.
struct LabelCandidates {
    /// The candidates of each row that has them.
    private let rows: [Int: [CandidateText.Candidate]]

    /// Reads the column, where individuals are the label; `path` stands in errors.
    ///
    /// - Throws: `DatasetError` with the row where a field is malformed, or leaves out the row's individual.
    init(of table: PhotographTable, label: ClassLabel, path: String) throws {
        guard label.column == "individual" else {
            rows = [:]
            return
        }
        var found: [Int: [CandidateText.Candidate]] = [:]
        for row in 0..<table.count {
            guard let text = table.value(.candidates, at: row) else { continue }
            func refusal(_ problem: String) -> DatasetError {
                DatasetError(
                    path: path, problem: "row \(row + 1), \(table[row].path): \(problem)",
                    advice: "name the likeliest of the candidates as the individual")
            }
            guard let candidates = CandidateText.candidates(text) else {
                throw refusal(
                    "expected candidates as 'ann:0.7;ben:0.3' whose shares add up to 1, "
                        + "found '\(text)'")
            }
            guard candidates.contains(where: { $0.individual == table[row].individual }) else {
                throw refusal(
                    "the individual '\(table[row].individual ?? "")' is none of the candidates "
                        + "'\(text)'")
            }
            found[row] = candidates
        }
        rows = found
    }

    /// The classes of rows, by their places in `rows`; candidates that are not learned are left out, and the others
    /// take their shares.
    func shares(
        of rows: [Int], in table: PhotographTable, numbers: [String: Int], label: ClassLabel
    ) -> [Int: [RowTargets.Share]] {
        var result: [Int: [RowTargets.Share]] = [:]
        for (place, row) in rows.enumerated() {
            guard let candidates = self.rows[row] else { continue }
            let learned = candidates.compactMap { candidate in
                numbers[label.className(candidate.individual, of: table[row])]
                    .map { (number: $0, share: candidate.share) }
            }
            let total = learned.reduce(0) { $0 + $1.share }
            result[place] = learned.map {
                RowTargets.Share(number: $0.number, share: $0.share / total)
            }
        }
        return result
    }
}
