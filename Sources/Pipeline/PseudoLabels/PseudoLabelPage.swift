import Datasets

/// What joins a training as a page to look at, complete in itself.
public struct PseudoLabelPage {
    private static let individualsShown = 60
    private static let photographsShown = 12
    private static let clustersShown = 8

    private let report: PseudoLabelReport
    private let accepted: [AcceptedPhotograph]
    private let photographs: PhotographTable
    private let training: PhotographTable
    private let thumbnails = Thumbnails(folder: ".")

    /// A page of a report, with the photographs that it is about.
    init(
        of report: PseudoLabelReport, accepted: [AcceptedPhotograph],
        photographs: PhotographTable, training: PhotographTable
    ) {
        self.report = report
        self.accepted = accepted
        self.photographs = photographs
        self.training = training
    }

    /// The document.
    public var html: String {
        HTMLPage(
            title: "Pseudo-labels",
            body: [
                "<pre>\(report.text.escapedForHTML)</pre>",
                "<div class=\"plots\">\(plots.map(\.svg).joined(separator: "\n"))</div>",
                pairs, clusters, individuals,
            ], style: "pre { white-space: pre-wrap; }"
        ).text
    }

    private var plots: [LineChart] {
        var charts = [
            LineChart(
                "Photographs to label, by confidence", x: report.measure,
                y: "photographs as sure, or surer",
                series: [
                    LineChart.Series(
                        "named", report.curve.map { .init($0.confidence, Double($0.accepted)) }),
                    mark(report.curve.map { ($0.confidence, Double($0.accepted)) }),
                ], range: 0...1)
        ]
        if let validation = report.validation {
            let precisions = validation.curve.map { ($0.confidence, $0.precision ?? .nan) }
            charts.append(
                LineChart(
                    "Photographs held out", x: report.measure, y: "share",
                    series: [
                        LineChart.Series("precision", precisions.map { .init($0.0, $0.1) }),
                        LineChart.Series(
                            "coverage", validation.curve.map { .init($0.confidence, $0.coverage) }),
                        LineChart.Series(
                            "chosen",
                            [
                                .init(
                                    validation.chosen.confidence,
                                    validation.chosen.precision ?? .nan)
                            ]),
                    ], range: 0...1))
        }
        charts.append(
            LineChart(
                "Photographs accepted of each individual", x: "individuals, the most first",
                y: "photographs",
                series: [
                    LineChart.Series(
                        "accepted",
                        report.individuals.enumerated().map {
                            .init(Double($0 + 1), Double($1.accepted))
                        })
                ], range: 0...1))
        return charts
    }

    /// The point of the confidence that was chosen on a curve from the highest confidence down.
    private func mark(_ points: [(Double, Double)]) -> LineChart.Series {
        let height = points.last { $0.0 >= report.confidence }?.1 ?? 0
        return LineChart.Series("chosen", [.init(report.confidence, height)])
    }

    private var pairs: String {
        let known = accepted.filter { !$0.isProvisional }
            .sorted { ($0.confidence, $0.prediction.image) < ($1.confidence, $1.prediction.image) }
        guard !known.isEmpty else { return "" }
        var firsts: [String: Int] = [:]
        for row in 0..<training.count {
            guard let name = training[row].individual, firsts[name] == nil else { continue }
            firsts[name] = row
        }
        func pair(_ photograph: AcceptedPhotograph) -> String {
            let found = figure(
                photographs, photograph.row,
                "\(photograph.individual), \(PseudoLabelReport.text(photograph.confidence)) "
                    + "(\(photograph.prediction.image))")
            let beside = firsts[photograph.individual].map {
                figure(training, $0, "\(photograph.individual) (\(training[$0].path))")
            }
            return "<div class=\"pair\">\(found)\(beside ?? "")</div>"
        }
        let least = known.prefix(Self.photographsShown)
        let most = known.dropFirst(least.count).suffix(Self.photographsShown).reversed()
        var parts = [section("The least sure that are accepted", least.map(pair))]
        if !most.isEmpty { parts.append(section("The surest", most.map(pair))) }
        return parts.joined(separator: "\n")
    }

    private func section(_ title: String, _ pairs: [String]) -> String {
        """
        <h2>\(title)</h2>
        <p>Each beside a photograph of the individual that it is taken for.</p>
        <div class="pairs">
        \(pairs.joined(separator: "\n"))
        </div>
        """
    }

    private var clusters: String {
        let found = Dictionary(grouping: accepted.filter(\.isProvisional), by: \.individual)
            .sorted { $0.key < $1.key }
        guard !found.isEmpty else { return "" }
        let shown = found.prefix(Self.clustersShown).map { name, members in
            let figures = members.prefix(4).map { figure(photographs, $0.row, $0.prediction.image) }
            return "<h3>\(name.escapedForHTML), \(members.count) photographs</h3>\n"
                + "<div class=\"pairs\">\(figures.joined(separator: "\n"))</div>"
        }
        return
            "<h2>Provisional individuals</h2>\n<p>The first \(shown.count) of \(found.count).</p>\n"
            + shown.joined(separator: "\n")
    }

    private func figure(_ table: PhotographTable, _ row: Int, _ caption: String) -> String {
        thumbnails.figure(table.file(at: row), caption: caption)
    }

    private var individuals: String {
        guard !report.individuals.isEmpty else { return "" }
        let shown = report.individuals.prefix(Self.individualsShown)
        let note =
            report.individuals.count > shown.count
            ? "<p>The first \(shown.count) of \(report.individuals.count); <code>--json</code> lists all.</p>\n"
            : ""
        return "<h2>Individuals</h2>\n\(note)"
            + HTMLPage.table(
                ["", "accepted", "there before", "least sure"],
                shown.map {
                    [
                        $0.name, "\($0.accepted)", "\($0.learned)",
                        PseudoLabelReport.text($0.leastConfidence),
                    ]
                })
    }
}
