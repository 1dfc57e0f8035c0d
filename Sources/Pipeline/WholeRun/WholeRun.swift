import Datasets
import Foundation
import Torch

/// From photographs to names: what `flukeprint run` does.
///
/// Stages with declared inputs and outputs follow one another in the run's folder. One that is finished, and whose inputs
/// are what they were, is not run again; an interrupted one goes on. So the same command can be given again and again.
public struct WholeRun {
    /// What came of it.
    public struct Outcome {
        /// What became of each stage.
        public let stages: [StageRunner.Result]
        /// The figures of the ranking; `nil` where it has not been run.
        public let summary: IdentificationSummary?
        /// How each round did on what its models held out: the MAP@5 of known and new ones, mean over folds.
        public let rounds: [Double]
        /// The answers.
        public let submission: String
        /// The answers with what they rest on.
        public let matches: String
        /// The page to look at.
        public let report: String
    }

    let context: RunContext

    /// A run in a folder.
    ///
    /// - Parameters:
    ///   - configuration: what is computed.
    ///   - path: the run's folder; made where it is missing.
    ///   - device: where it is computed.
    ///   - report: told in a line what happens.
    /// - Throws: `DatasetError`, `TensorFileError` or `UnknownArchitecture` where the configuration names what is not
    ///   there, or cannot be.
    public init(
        _ configuration: RunConfiguration, folder path: String, device: Device = .cpu,
        report: @escaping @Sendable (String) -> Void
    ) throws {
        context = RunContext(
            configuration: configuration, paths: RunPaths(folder: path), device: device,
            report: report)
        try context.check()
    }

    /// Runs the stages that are to be run, in a folder that is locked until it ends.
    ///
    /// - Throws: `RunError` where another process runs there, `DatasetError` or `TensorFileError` where the folder is
    ///   another's or cannot be written, and what a stage throws; the same run goes on where it stopped.
    public func run(_ options: StageRunner.Options = .init()) throws -> Outcome {
        if options.isTrial {
            try context.checkOwnership()
            _ = try context.parts()
        }
        let folder = options.isTrial ? nil : try context.enterFolder()
        let results = try withExtendedLifetime(folder) {
            try StageRunner(
                in: context.paths.folder, options: options, report: { context.report($0) }
            ).run(try context.stages())
        }
        return Outcome(
            stages: results, summary: context.summary(results), rounds: context.rounds(results),
            submission: context.paths.submission,
            matches: context.paths.matches,
            report: context.paths.report)
    }
}

extension RunContext {
    /// The rounds whose models are their own: where nothing was labelled, those of the round before stay.
    func roundsWithModels() -> [Int] {
        (0...configuration.pseudoLabels.rounds).filter { round in
            round == 0 || folds.contains { (try? keepsModel(round, fold: $0)) != true }
        }
    }

    /// The figures of the ranking, where these stages made them.
    fileprivate func summary(_ results: [StageRunner.Result]) -> IdentificationSummary? {
        guard results.hasMade("rank") else { return nil }
        return try? IdentificationSummary(contentsOf: paths.summary)
    }

    /// How each round did on what its models held out, as far as these stages have come.
    fileprivate func rounds(_ results: [StageRunner.Result]) -> [Double] {
        roundsWithModels().compactMap { round in
            let folds = folds.compactMap { fold in
                results.hasMade("validate-\(round)-\(fold)")
                    ? try? FoldValidation(contentsOf: paths.round(round, fold: fold).rule) : nil
            }
            guard folds.count == self.folds.count else { return nil }
            return folds.reduce(0) { $0 + $1.decision.map5 } / Double(folds.count)
        }
    }
}

extension [StageRunner.Result] {
    /// Whether what a stage makes is there, as of now.
    fileprivate func hasMade(_ name: String) -> Bool {
        contains { $0.name == name && $0.fate != .wouldRun }
    }
}
