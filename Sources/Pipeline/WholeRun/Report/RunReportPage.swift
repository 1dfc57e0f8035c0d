/// A whole run as a page to look at, complete in itself.
struct RunReportPage {
    private let results: RunResults
    private let context: RunContext
    private let stages: [String]

    /// A page of what a run found.
    init(of results: RunResults, context: RunContext, stages: [String]) {
        self.results = results
        self.context = context
        self.stages = stages
    }

    /// The document.
    var html: String {
        get throws {
            HTMLPage(
                title: "Identification",
                body: [
                    RunSummarySection(results).html,
                    Self.plots("When an animal is called new", RulePlots(results).charts),
                    Self.plots("Training", try TrainingPlots(of: context).charts),
                    try PseudoLabelSection(results, context: context).html,
                    try QueryCards(results, context: context).html,
                    try DetectorSection(results, context: context).html,
                    TimingsSection(of: stages, in: context.paths.folder).html,
                ], style: Self.style
            ).text
        }
    }

    private static func plots(_ title: String, _ charts: [LineChart]) -> String {
        guard !charts.isEmpty else { return "" }
        return "<h2>\(title)</h2>\n<div class=\"plots\">"
            + charts.map(\.svg).joined(separator: "\n") + "</div>"
    }

    /// Right and wrong differ in colour (Okabe and Ito's blue and vermilion), in the line and in the sign.
    private static let style = """
        body { max-width: 76em; }
        .plots svg { flex: 1 1 540px; max-width: 590px; }
        dl { display: grid; grid-template-columns: max-content auto; gap: .1em 1em; font-size: .9em; }
        dt { font-weight: 600; } dd { margin: 0; color: #456; }
        .query { border-top: 1px solid #cdd6de; padding: .8em 0; }
        .query p { margin: 0 0 .5em; overflow-wrap: anywhere; }
        .shots { display: flex; flex-wrap: wrap; gap: .5em; }
        .shots figure { border: 3px solid transparent; padding: 3px; line-height: 1.35; }
        .shots figure.asked { background: #e3e9ee; margin-right: .6em; }
        .shots figure.right { border-color: #0072b2; }
        .shots figure.wrong { border: 3px dashed #d55e00; }
        .shots b { font-size: 1.1em; }
        .right b, .verdict.right b { color: #0072b2; } .wrong b, .verdict.wrong b { color: #b34e00; }
        .blank { width: 180px; height: 180px; display: flex; align-items: center; justify-content: center; \
        text-align: center; background: #eef2f5; color: #567; }
        .bar { width: 22em; } .bar div { background: #56b4e9; height: .9em; margin-top: .35em; min-width: 1px; }
        """
}
