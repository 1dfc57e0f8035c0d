import Datasets
import Foundation
import TensorFiles
import Torch

/// Trains a model for every fold, each held out once, in folders `fold-0` … of a run's folder.
///
/// A run that is killed goes on in the fold where it stood; folds that are finished are not trained again. `folds.csv` holds
/// the results of those that are.
public struct CrossValidation {
    private let configuration: TrainingConfiguration
    private let device: Device
    private let report: @Sendable (String) -> Void
    private let table: FoldTable
    private let folder: RunFolder

    /// Prepares the folds: looks whether each can be learned and judged, before the first is trained.
    ///
    /// - Parameters:
    ///   - configuration: what is computed of each.
    ///   - count: how many folds; those that the table has where it is `nil`. They are made where it has none.
    ///   - folder: the run's folder; made where it is missing.
    ///   - device: where it is computed.
    ///   - report: told in a line what happens, such as a bad photograph.
    /// - Throws: `DatasetError`, `TensorFileError` or `RunError`, where data, folds or folder cannot be used.
    public init(
        _ configuration: TrainingConfiguration, folds count: Int?, folder path: String,
        device: Device = .cpu, report: @escaping @Sendable (String) -> Void
    ) throws {
        self.configuration = configuration
        self.device = device
        self.report = report
        table = try FoldTable(configuration, count: count, in: path)
        for fold in 0..<table.count {
            _ = try TrainingData(
                table.configuration(configuration, fold: fold), table: table.table,
                source: configuration.data.table)
        }
        folder = try RunFolder(
            path, configuration: configuration.yaml,
            identity: configuration.identity + "folds: \(table.count)\n",
            versions: ["libtorch": Runtime.version, "threads": "\(Runtime.threads)"])
        try table.write()
    }

    /// Trains all folds.
    ///
    /// - Parameter skipped: told of each photograph to learn from that could not be read.
    /// - Throws: what ``Trainer`` throws; folds that are finished stay.
    public func run(skipped: (SkippedPhotograph) -> Void = { _ in }) throws -> FoldSummary {
        var summary = FoldSummary()
        var configuration = configuration
        for fold in 0..<table.count {
            let name = SplitName.fold(fold).rawValue
            report("\(name), of \(table.count) folds")
            let trainer = try Trainer(
                table.configuration(configuration, fold: fold), folder: folder.file(name),
                device: device, report: report)
            let outcome = try trainer.run()
            trainer.skipped.forEach(skipped)
            // The folds are compared, so that the first one's choice holds for all.
            configuration.training.precision = trainer.precision
            if let outcome { summary.add(outcome, fold: fold) }
            try AtomicFile.write(summary.csv, to: folder.file("folds.csv"))
        }
        return summary
    }
}
