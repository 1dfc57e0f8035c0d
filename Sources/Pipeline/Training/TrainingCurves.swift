/// The curves of a training's log, one above the other.
struct TrainingCurves {
    private let log: MetricsLog

    init(_ log: MetricsLog) {
        self.log = log
    }

    /// One SVG document.
    var svg: String {
        let charts = [
            chart(
                "Loss (val_loss: without margins)", "cross-entropy",
                ["loss", "val_loss", "species_loss", "val_species_loss"]),
            chart(
                "Photographs held out", "share",
                ["val_map5", "val_top1", "val_accuracy", "val_species_accuracy"], 0...1),
            chart("Learning rate of the backbone", "rate", ["learning_rate"]),
        ].compactMap { $0 }
        let height = 360
        let parts = charts.enumerated().map { index, chart in
            "<svg y=\"\(index * height)\" height=\"\(height)\">\(chart.svg)</svg>"
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="640" height="\(charts.count * height)">
            <rect width="100%" height="100%" fill="#fff"/>
            \(parts.joined(separator: "\n"))
            </svg>

            """
    }

    /// `nil` where nothing was measured, as where no photograph is held out.
    private func chart(
        _ title: String, _ unit: String, _ columns: [String], _ range: ClosedRange<Double>? = nil
    ) -> LineChart? {
        let series = columns.map { LineChart.Series($0, log.points($0)) }
            .filter { !$0.points.isEmpty }
        return series.isEmpty
            ? nil : LineChart(title, x: "epoch", y: unit, series: series, range: range)
    }
}
