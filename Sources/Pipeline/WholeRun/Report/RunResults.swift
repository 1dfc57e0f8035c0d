import Datasets
import Ranking
import TensorFiles

/// What a run's stages found, as its report shows it.
struct RunResults {
    /// The photographs of known individuals, with boxes.
    let known: PhotographTable
    /// The photographs to name, with boxes.
    let queries: PhotographTable
    /// The photographs that were named.
    let answered: [AnsweredQuery]
    /// The figures of the ranking.
    let summary: IdentificationSummary
    /// How thresholds do on what was held out.
    let curves: HeldOutCurves
    /// How each fold of each round does on what it held out.
    let rounds: [[FoldValidation]]
    /// Whom photographs to name show, where that is known.
    let truth: [String: String]
    /// Whether the run trained its models.
    let isTrained: Bool

    /// Reads what the stages wrote.
    ///
    /// - Throws: `TensorFileError` or `DatasetError`, where a file cannot be read.
    init(of context: RunContext) throws {
        let paths = context.paths
        isTrained = context.trains
        known = try Dataset(contentsOf: context.located(.known)).table
        queries = try Dataset(contentsOf: context.located(.queries)).table
        truth = try Dataset(contentsOf: paths.truth).table.photographs
            .reduce(into: [:]) { $0[$1.path] = $1.individual }
        answered = try AnsweredQuery.read(
            paths.matches, truth: truth, known: Set(known.individuals.keys))
        summary = try IdentificationSummary(contentsOf: paths.summary)
        curves = try HeldOutCurves(contentsOf: paths.curves)
        rounds = try context.roundsWithModels().map { round in
            try context.folds.map {
                try FoldValidation(contentsOf: paths.round(round, fold: $0).rule)
            }
        }
    }
}
