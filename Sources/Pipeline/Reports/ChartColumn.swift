/// Charts of a log, one above the other.
struct ChartColumn {
    private let charts: [LineChart]

    /// A chart for each group of columns of which something was measured.
    init(
        _ log: MetricsLog,
        _ groups: [(title: String, unit: String, columns: [String], range: ClosedRange<Double>?)]
    ) {
        charts = groups.compactMap { title, unit, columns, range in
            let series = columns.map { LineChart.Series($0, log.points($0)) }
                .filter { !$0.points.isEmpty }
            return series.isEmpty
                ? nil : LineChart(title, x: "epoch", y: unit, series: series, range: range)
        }
    }

    /// One SVG document.
    var svg: String {
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
}
