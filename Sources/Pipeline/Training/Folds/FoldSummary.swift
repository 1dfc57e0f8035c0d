import Datasets
import Foundation

/// How the folds of a cross-validation do, and how far they lie apart.
public struct FoldSummary: Sendable {
    /// One fold.
    struct Fold: Sendable {
        let number: Int
        let outcome: TrainingOutcome
    }

    /// The folds that are trained.
    private(set) var folds: [Fold] = []

    /// Takes in a fold that is trained.
    mutating func add(_ outcome: TrainingOutcome, fold: Int) {
        folds.append(Fold(number: fold, outcome: outcome))
    }

    /// What was found of every fold, in the log's order where that is known.
    private var results: [String] {
        let found = folds.reduce(into: Set<String>()) { $0.formUnion($1.outcome.results.keys) }
        return TrainingLog.columns(hasSpecies: true).filter(found.contains)
    }

    /// A row for each fold, then their means and spreads (standard deviations, n − 1), under a heading.
    public var rows: [[String]] {
        let heading = ["fold", "learned", "held_out", "epoch"] + results
        let each = folds.map { fold in
            [
                SplitName.fold(fold.number).rawValue, "\(fold.outcome.learnedCount)",
                "\(fold.outcome.heldOutCount)", "\(fold.outcome.epoch)",
            ] + results.map { Self.text(fold.outcome.results[$0]) }
        }
        let columns = results.map { name in folds.compactMap { $0.outcome.results[name] } }
        return [heading] + each + [
            ["mean", "", "", ""] + columns.map { Self.text(Self.mean($0)) },
            ["spread", "", "", ""] + columns.map { Self.text(Self.spread($0)) },
        ]
    }

    /// The same as CSV.
    var csv: [UInt8] {
        var writer = CSVWriter()
        for row in rows { writer.write(row) }
        return writer.bytes
    }

    static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    /// The standard deviation of a sample; `nil` of less than two values.
    static func spread(_ values: [Double]) -> Double? {
        guard values.count > 1, let mean = mean(values) else { return nil }
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(values.count - 1)).squareRoot()
    }

    private static func text(_ value: Double?) -> String {
        value.map { String(format: "%.4f", $0) } ?? ""
    }
}
