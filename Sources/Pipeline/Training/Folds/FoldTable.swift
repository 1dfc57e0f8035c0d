import Datasets
import Foundation

/// The table that folds are trained on: the data set's own where it has folds, else one with folds made for it.
struct FoldTable {
    /// The data set, or the table that was made of it.
    let path: String
    /// How many folds there are, numbered from 0 on.
    let count: Int
    /// The photographs, with their folds.
    let table: PhotographTable
    private let isMade: Bool

    /// Looks for folds in a data set, or makes them.
    ///
    /// - Parameters:
    ///   - count: how many; those that the table has where it is `nil`.
    ///   - folder: where a table that is made here goes.
    /// - Throws: `DatasetError` where there are none, other ones, or one of them holds nothing.
    init(_ configuration: TrainingConfiguration, count: Int?, in folder: String) throws {
        let path = configuration.data.table
        var options = ImportOptions()
        options.root = configuration.data.root.isEmpty ? nil : configuration.data.root
        let table = try Dataset(contentsOf: path, options: options).table
        let numbers = Set(table.splits.keys.compactMap(\.foldNumber))
        if let last = numbers.max() {
            try Self.check(numbers, last: last, count: count, path: path)
            self.path = path
            self.count = last + 1
            self.table = table
            isMade = false
        } else {
            guard let count else {
                throw DatasetError(
                    path: path, problem: "expected the parts fold-0, fold-1 …, found none",
                    advice:
                        "make them by `flukeprint dataset split --method folds`, or say how many: "
                        + "`--folds 5`")
            }
            guard !(0..<table.count).contains(where: table.isPseudoLabelled) else {
                throw DatasetError(
                    path: path,
                    problem:
                        "folds would be made anew, while pseudo-labels are of teachers that held "
                        + "out earlier ones",
                    advice:
                        "make pseudo-labels for the table whose folds the teachers were trained by: "
                        + "split.csv in their run's folder")
            }
            self.path = "\(folder)/split.csv"
            self.count = count
            self.table = Self.parted(table, configuration, count: count)
            isMade = true
        }
    }

    /// A configuration that holds out one of the folds.
    func configuration(_ configuration: TrainingConfiguration, fold: Int) -> TrainingConfiguration {
        var result = configuration
        result.data.table = path
        // What is made here tells its root by itself.
        if isMade { result.data.root = "" }
        result.data.fold = fold
        return result
    }

    /// Writes the table where it was made here.
    ///
    /// - Throws: `RunError` where folds of another data set lie there, `DatasetError` where it cannot be written.
    func write() throws {
        guard isMade else { return }
        guard FileManager.default.fileExists(atPath: path) else {
            return try table.writeTable(to: path)
        }
        guard try Dataset(contentsOf: path).table.photographs == table.photographs else {
            throw RunError(
                "\(path): the data set has changed since its folds were made",
                advice: "name another folder, or remove this one")
        }
    }

    private static func check(_ numbers: Set<Int>, last: Int, count: Int?, path: String) throws {
        if let empty = (0..<last).first(where: { !numbers.contains($0) }) {
            throw DatasetError(
                path: path, problem: "fold-\(empty) has no photograph, while fold-\(last) has",
                advice: "number the folds from 0 on, without a gap")
        }
        if let count, count != last + 1 {
            throw DatasetError(
                path: path, problem: "expected \(count) folds, found \(last + 1) in the table",
                advice: "take those by `--folds all`, or empty the column `split`")
        }
    }

    /// Encounters stay whole, and a class that is seen once is learned from in every fold, as it can be judged in none,
    /// unless its encounter shows others, too.
    private static func parted(
        _ table: PhotographTable, _ configuration: TrainingConfiguration, count: Int
    ) -> PhotographTable {
        let label = ClassLabel(
            column: configuration.data.label,
            separatesSides: configuration.data.separatesSides)
        // What is named test or query is for the last judgement.
        let learned = Set<SplitName?>([.train, .database, .validation, nil])
        let usual = (0..<table.count).filter { learned.contains(table[$0].split) }
        let rows = usual.isEmpty ? Array(0..<table.count) : usual
        var labelled = table.rows(rows)
        for (place, row) in rows.enumerated() {
            labelled[place].individual = label.value(in: table, at: row).map {
                label.className($0, of: table[row])
            }
        }
        let folds = StratifiedFolds(
            count: count, newIndividualShare: 0, grouping: .encounter, seed: configuration.seed
        ).folds(of: labelled)
        let parted = folds.applied(to: labelled)
        var result = table
        for (place, row) in rows.enumerated() { result[row].split = parted[place].split }
        return result
    }
}
