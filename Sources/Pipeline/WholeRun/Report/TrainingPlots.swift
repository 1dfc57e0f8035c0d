import Datasets

/// The curves of the trainings of a run: the rounds of one fold in one plot, else the folds of each round.
struct TrainingPlots {
    /// The plots of which there is something to show.
    let charts: [LineChart]

    private static let columns = [
        (title: "Loss", unit: "cross-entropy", column: "loss", range: ClosedRange<Double>?.none),
        ("MAP@5 of photographs held out", "MAP@5", "val_map5", 0...0.1),
    ]

    /// Plots of the logs that are there.
    ///
    /// - Throws: `DatasetError` where one is malformed.
    init(of context: RunContext) throws {
        let rounds = Array(0...context.configuration.pseudoLabels.rounds)
        let folds = context.folds
        var logs: [[TrainingCurves?]] = []
        for round in rounds {
            logs.append(
                try folds.map { try TrainingCurves(at: context.paths.round(round, fold: $0).log) })
        }
        let plots =
            folds.count == 1
            ? [("", rounds.map { ("round \($0)", logs[$0][0]) })]
            : rounds.map { round in
                (
                    ", round \(round)",
                    zip(folds, logs[round]).map { ("fold \($0)", $1) }
                )
            }
        charts = plots.flatMap { suffix, logs in
            Self.columns.compactMap { title, unit, column, range in
                let series = logs.compactMap { name, log -> LineChart.Series? in
                    guard let points = log?.points(column), !points.isEmpty else { return nil }
                    return LineChart.Series(name, points)
                }
                return series.isEmpty
                    ? nil
                    : LineChart(
                        title + suffix, x: "epoch", y: unit, series: series, range: range,
                        domain: 0...Self.length(logs.map(\.1)))
            }
        }
    }

    /// The last epoch of any.
    private static func length(_ logs: [TrainingCurves?]) -> Double {
        logs.compactMap { $0?.points("loss").last?.x }.max() ?? 1
    }
}
