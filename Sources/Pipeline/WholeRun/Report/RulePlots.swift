/// How it is decided that an animal is new, and how far probabilities can be trusted.
struct RulePlots {
    private let results: RunResults

    /// Plots of a run's rule, by what was held out.
    init(_ results: RunResults) { self.results = results }

    /// The plots of which there is something to show.
    var charts: [LineChart] { [threshold, reliability, found].compactMap { $0 } }

    private var threshold: LineChart? {
        guard let curve = results.curves.thresholds else { return nil }
        let scores = curve.points.map(\.map5)
        let chosen = Double(results.summary.rule.threshold)
        return LineChart(
            "MAP@5 to be expected, by the threshold", x: "threshold (score)", y: "MAP@5",
            series: [
                LineChart.Series(
                    "MAP@5", curve.points.map { .init(Double($0.threshold), $0.map5) }),
                LineChart.Series(
                    "chosen \(FigureText.cosine(chosen))",
                    [.init(chosen, min(scores.min() ?? 0, 1)), .init(chosen, scores.max() ?? 1)]),
            ])
    }

    private var reliability: LineChart? {
        guard let curve = results.summary.rule.reliability else { return nil }
        return LineChart(
            "Reliability: off by \(FigureText.decimal(curve.expectedError)) on average",
            x: "probability that was said (large dots: many photographs)", y: "share that is right",
            series: [
                LineChart.Series(
                    "first answers", curve.bins.map { .init($0.probability, $0.frequency) },
                    weights: curve.bins.map(\.weight)),
                LineChart.Series("ideal", [.init(0, 0), .init(1, 1)]),
            ], range: 0...1, domain: 0...1)
    }

    private var found: LineChart? {
        guard let area = results.curves.areaUnderROC else { return nil }
        var series = [
            LineChart.Series("by best score", results.curves.found),
            LineChart.Series("by chance", [.init(0, 0), .init(1, 1)]),
        ]
        if let chosen = results.summary.rule.validation {
            series.append(.init("chosen", [.init(chosen.falseAlarms, chosen.found)]))
        }
        return LineChart(
            "New individuals: area under ROC \(FigureText.decimal(area))", x: "known taken for new",
            y: "new ones found", series: series, range: 0...1)
    }
}
