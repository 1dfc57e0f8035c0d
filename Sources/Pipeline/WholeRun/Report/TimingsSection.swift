import Foundation

/// What each stage took, all sessions together.
struct TimingsSection {
    private let timings: [(name: String, seconds: Double)]

    /// The times of stages that have records in a run's folder.
    init(of stages: [String], in folder: String) {
        timings = stages.compactMap { name in
            StageRecord(contentsOf: "\(folder)/stages/\(name).json").map { (name, $0.seconds) }
        }
    }

    /// The section.
    var html: String {
        guard !timings.isEmpty else { return "" }
        let longest = timings.map(\.seconds).max() ?? 0
        let all = timings.reduce(0) { $0 + $1.seconds }
        let rows = timings.map { name, seconds in
            let share = String(format: "%.1f", longest > 0 ? seconds / longest * 100 : 0)
            return Self.row(
                name, seconds, "<div style=\"width: \(share)%\"></div>")
        }
        return """
            <h2>Time</h2>
            <p>What each stage took when it was run, all sessions together.</p>
            <table>
            <tr><th>stage</th><th class="number">time</th><th></th></tr>
            \((rows + [Self.row("all", all, "")]).joined(separator: "\n"))
            </table>
            """
    }

    private static func row(_ name: String, _ seconds: Double, _ bar: String) -> String {
        "<tr><td>\(name.escapedForHTML)</td><td class=\"number\">\(FigureText.duration(seconds))</td>"
            + "<td class=\"bar\">\(bar)</td></tr>"
    }
}
