import Datasets

/// The photographs of a training table, and which of them may not be pseudo-labelled: those that are learned from or
/// judged by.
struct LearnedPhotographs {
    /// Parts that are neither learned from nor held out to choose by.
    private static let outside: Set<SplitName> = [.test, .query, .unused]

    let table: PhotographTable
    let path: String
    private let files: [String]
    /// The rows of photographs that are learned from or judged by, by their files.
    private let rows: [String: Int]
    private let heldOut: String?

    /// Takes up a table whose path stands in errors.
    ///
    /// - Parameter heldOut: what the teacher held out, where that is known.
    init(_ table: PhotographTable, path: String, heldOut: String?) {
        self.table = table
        self.path = path
        self.heldOut = heldOut
        files = table.absoluteFiles
        var rows: [String: Int] = [:]
        for row in 0..<table.count {
            let split = table[row].split
            let isJudgedBy =
                split == .validation || split?.foldNumber != nil
                || split != nil && split?.rawValue == heldOut
            let isLearned =
                table[row].individual != nil && !(split.map(Self.outside.contains) ?? false)
            if (isJudgedBy || isLearned) && !Self.isOthers(row, table, heldOut) {
                rows[files[row]] = row
            }
        }
        self.rows = rows
    }

    /// Whether a row is a label by the teacher of another fold, beside which this one's can stand.
    private static func isOthers(_ row: Int, _ table: PhotographTable, _ heldOut: String?) -> Bool {
        guard table.isPseudoLabelled(at: row), let heldOut,
            let other = table.value(.teacherFold, at: row)
        else { return false }
        return other != heldOut
    }

    /// Looks whether photographs to label are among these.
    ///
    /// - Throws: `DatasetError` that names one with its part.
    func check(_ predicted: [String]) throws {
        let shared = predicted.compactMap { rows[$0] }
        guard let row = shared.first else { return }
        if table.isPseudoLabelled(at: row) {
            throw DatasetError(
                path: path,
                problem: "\(shared.count) of the photographs to label are in the table already, "
                    + "\(table[row].path) as a pseudo-label of an earlier round",
                advice: "give the table without pseudo-labels")
        }
        throw DatasetError(
            path: path,
            problem: "\(shared.count) of the photographs to label are learned from or held out, "
                + "such as \(table[row].path) in '\(table[row].split?.rawValue ?? "no part")'",
            advice: "predict other photographs than those of the training table")
    }

    /// The individuals that the teacher knows: those that people named in photographs that it did not hold out.
    ///
    /// - Parameter judged: files of photographs held out.
    func known(without judged: Set<String>) -> Set<String> {
        let isFold = heldOut.flatMap(Int.init) != nil
        return Set(
            (0..<table.count).compactMap { row in
                let split = table[row].split
                let isHeldOut =
                    judged.contains(files[row]) || table.isPseudoLabelled(at: row)
                    || split.map(Self.outside.contains) ?? false
                    || heldOut != nil
                        && split?.rawValue == (isFold ? "fold-\(heldOut ?? "")" : heldOut)
                return isHeldOut ? nil : table[row].individual
            })
    }
}
