import Datasets

/// A photograph in a row with its answers.
struct QueryCard: Sendable {
    /// Pictures of it, and of the photographs that decided.
    let pictures: RunPictures

    /// The row.
    func html(of query: AnsweredQuery) -> String {
        let answers = query.answers.enumerated().map { answer($1, at: $0, of: query) }
        let asked = figure(
            "asked", pictures.picture(of: query.image, showing: query.truth),
            caption: "<b>to name</b><br>\(Self.name(query.image))")
        return """
            <div class="query">
            \(verdict(query))
            <div class="shots">\(([asked] + answers).joined(separator: "\n"))</div>
            </div>
            """
    }

    private func verdict(_ query: AnsweredQuery) -> String {
        guard let truth = query.truth else { return "" }
        let whom =
            "shows \(truth.escapedForHTML)" + (query.isKnown ? "" : ", who is not among the known")
        let place: String
        switch query.place {
        case 0: place = ""
        case let place?: return wrong(whom, "the right answer is in place \(place + 1)")
        case nil: return wrong(whom, "the right answer is not among the five")
        }
        return "<p class=\"verdict right\"><b>✓ right</b>: \(whom)\(place)</p>"
    }

    private func wrong(_ whom: String, _ place: String) -> String {
        "<p class=\"verdict wrong\"><b>✗ wrong</b>: \(whom); \(place)</p>"
    }

    private func answer(
        _ answer: AnsweredQuery.Answer, at place: Int, of query: AnsweredQuery
    ) -> String {
        let isRight = query.right.map { $0 == answer.individual }
        let kind =
            switch isRight {
            case true?: "right"
            case false? where place == 0: "wrong"
            default: "other"
            }
        let sign =
            switch kind {
            case "right": "✓ "
            case "wrong": "✗ "
            default: ""
            }
        let figures = [
            answer.score.map { "score \(FigureText.cosine($0))" },
            answer.probability.map { "\(FigureText.probability($0)) sure" },
        ].compactMap { $0 }.joined(separator: ", ")
        let neighbour = answer.neighbour.map { "<br>\(Self.name($0))" } ?? ""
        let caption =
            "<b>\(sign)\(place + 1). \(answer.individual.escapedForHTML)</b>"
            + "<br>\(figures.escapedForHTML)\(neighbour)"
        guard let image = answer.neighbour else {
            let text = answer.isNew ? "an animal that<br>is not among<br>the known" : "no picture"
            return figure(kind, Self.blank(text), caption: caption)
        }
        return figure(
            kind, pictures.picture(of: image, showing: answer.individual), caption: caption)
    }

    private func figure(_ kind: String, _ picture: String?, caption: String) -> String {
        "<figure class=\"\(kind)\">\(picture ?? Self.blank("cannot be shown"))"
            + "<figcaption>\(caption)</figcaption></figure>"
    }

    private static func blank(_ html: String) -> String { "<div class=\"blank\">\(html)</div>" }

    /// A photograph's name, its whole path where the pointer rests.
    private static func name(_ image: String) -> String {
        "<span title=\"\(image.escapedForHTML)\">\(FilePath.name(of: image).escapedForHTML)</span>"
    }
}
