import Datasets

/// Photographs beside the photographs that their five answers rest on.
struct QueryCards {
    private let results: RunResults
    private let context: RunContext

    /// Cards of a run's photographs.
    init(_ results: RunResults, context: RunContext) {
        self.results = results
        self.context = context
    }

    /// The section.
    var html: String {
        get throws {
            let selection = QuerySelection(results.answered)
            guard selection.count > 0 else { return "" }
            let card = QueryCard(
                pictures: RunPictures(
                    [results.queries, results.known], selection: context.boxSelection,
                    margin: context.configuration.crop.margin))
            let texts = try Parallel.texts(
                of: selection.groups.flatMap(\.queries), workers: context.configuration.workers,
                label: "report"
            ) { card.html(of: $0) }
            var parts = [introduction(selection)]
            var next = 0
            for group in selection.groups {
                let shown = group.queries.count
                parts.append(
                    """
                    <h3>\(group.title)</h3>
                    <p>\(group.note) \(shown < group.count ? "\(shown) of \(group.count)." : "All \(shown).")</p>
                    """)
                parts += texts[next..<next + shown]
                next += shown
            }
            return parts.joined(separator: "\n")
        }
    }

    private func introduction(_ selection: QuerySelection) -> String {
        let marks =
            results.answered.contains { $0.truth != nil }
            ? " A right answer has a blue line and a ✓, a wrong first answer a broken line and a ✗."
            : ""
        return """
            <h2>Photographs and their answers</h2>
            <p>\(selection.count) of \(FigureText.count(results.answered.count, "photograph")), each beside its five \
            answers: of every individual the photograph that decided, with its score and the probability that the \
            answer is right.\(marks) <code>rank/matches.csv</code> lists all.</p>
            """
    }
}
