import Foundation
import Ranking

/// An evaluation as a page to look at, complete in itself.
public struct EvaluationPage {
    private static let confusionsShown = 24
    private static let groupsShown = 60

    private let evaluation: Evaluation
    private let queries: Embeddings
    private let database: Embeddings
    private let thumbnails: Thumbnails

    /// A page; `photographs` is the folder that the images' names start from.
    public init(
        of evaluation: Evaluation, queries: Embeddings, database: Embeddings, photographs: String
    ) {
        self.evaluation = evaluation
        self.queries = queries
        self.database = database
        thumbnails = Thumbnails(folder: photographs)
    }

    /// The document.
    public var html: String {
        HTMLPage(
            title: "Identification",
            body: [
                summary, "<div class=\"plots\">" + plots.joined(separator: "\n") + "</div>",
                confusions, groups("Species", evaluation.species),
                groups("Individuals", evaluation.individuals),
            ]
        ).text
    }

    private var summary: String {
        let known = evaluation.known
        let new = evaluation.newIndividuals
        return """
            <p>\(evaluation.queryCount) photographs were looked for among \(evaluation.databaseCount) \
            of \(evaluation.individualCount) individuals.</p>
            """
                + HTMLPage.table(
                    ["Photographs of known individuals", "\(known.count)"],
                    [
                        ["first answer right", FigureText.percent(known.top1)],
                        ["right one among five", FigureText.percent(known.top5)],
                        ["MAP@5", FigureText.decimal(known.map5)],
                        [
                            "mAP over the whole database",
                            FigureText.decimal(evaluation.meanAveragePrecision),
                        ],
                    ])
                + HTMLPage.table(
                    ["Photographs of new individuals", "\(new.count)"],
                    [
                        [
                            "told from known ones: area under ROC",
                            FigureText.decimal(new.areaUnderROC),
                        ],
                        ["average precision", FigureText.decimal(new.averagePrecision)],
                    ]) + decision
    }

    private var decision: String {
        guard let decision = evaluation.decision else { return "" }
        return HTMLPage.table(
            ["new_individual first under the score", String(format: "%.4f", decision.threshold)],
            [
                ["MAP@5 of known and new ones", FigureText.decimal(decision.map5)],
                ["new ones called new (recall)", FigureText.decimal(decision.recall)],
                [
                    "new ones among those called new (precision)",
                    FigureText.decimal(decision.precision),
                ],
            ])
    }

    private var plots: [String] {
        let top = evaluation.topAccuracies.enumerated().map {
            LineChart.Point(Double($0.offset + 1), $0.element)
        }
        var charts = [
            LineChart(
                "The right individual is among the best n", x: "n", y: "share of photographs",
                series: [LineChart.Series("known", top)], range: 0...1)
        ]
        let new = evaluation.newIndividuals
        if !new.roc.isEmpty {
            charts.append(
                LineChart(
                    "New individuals: ROC", x: "known taken for new", y: "new ones found",
                    series: [
                        LineChart.Series("best score", new.roc),
                        LineChart.Series("chance", [.init(0, 0), .init(1, 1)]),
                    ], range: 0...1))
            charts.append(
                LineChart(
                    "New individuals: precision and recall", x: "new ones found",
                    y: "right among those called new",
                    series: [LineChart.Series("best score", new.precisionRecall)], range: 0...1))
        }
        return charts.map(\.svg)
    }

    private var confusions: String {
        guard !evaluation.confusions.isEmpty else { return "" }
        let shown = evaluation.confusions.prefix(Self.confusionsShown)
        let pairs = shown.map { pair in
            let score = String(format: "%.3f", pair.score)
            let query = thumbnails.figure(
                queries.images[pair.query],
                caption: "\(pair.truth) (\(queries.images[pair.query]))")
            let neighbour = thumbnails.figure(
                database.images[pair.neighbour],
                caption: "taken for \(pair.answer), \(pair.count) ×, \(score)"
                    + " (\(database.images[pair.neighbour]))")
            return "<div class=\"pair\">\(query)\(neighbour)</div>"
        }
        return """
            <h2>Who is taken for whom</h2>
            <p>The \(shown.count) most frequent of \(evaluation.confusions.count) pairs: the photograph, and beside \
            it the one in the database that it is nearest to.</p>
            <div class="pairs">
            \(pairs.joined(separator: "\n"))
            </div>
            """
    }

    private func groups(_ title: String, _ groups: [Evaluation.Group]) -> String {
        guard !groups.isEmpty else { return "" }
        let shown = groups.prefix(Self.groupsShown)
        let note =
            groups.count > shown.count
            ? "<p>The \(shown.count) worst of \(groups.count); <code>--json</code> lists all.</p>"
            : ""
        return "<h2>\(title)</h2>\n\(note)\n"
            + HTMLPage.table(
                ["", "photographs", "in the database", "first right", "among five", "MAP@5"],
                shown.map { group in
                    [
                        group.name, "\(group.metrics.count)", "\(group.databaseCount)",
                        FigureText.percent(group.metrics.top1),
                        FigureText.percent(group.metrics.top5),
                        FigureText.decimal(group.metrics.map5),
                    ]
                })
    }
}
