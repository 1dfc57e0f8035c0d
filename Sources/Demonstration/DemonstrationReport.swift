import Foundation
import Torch

/// The page that a demonstration leaves behind, complete in itself.
struct DemonstrationReport {
    let sea: DrawnSea
    let losses: [Double]
    let learned: Identification
    let pixels: Identification
    let seconds: Double

    func html() -> String {
        """
        <!DOCTYPE html>
        <html lang="en"><meta charset="utf-8"><title>Flukeprint: demonstration</title>
        <style>
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60em; margin: 2em auto; color: #123; }
        table { border-collapse: collapse; } td, th { padding: .2em 1em; text-align: left; }
        .row { display: flex; gap: .6em; align-items: end; margin: .4em 0; }
        figure { margin: 0; text-align: center; font-size: .8em; }
        .query { padding-right: 1em; border-right: 1px solid #9ab; }
        .right path { fill: #1f7a5c; } .wrong path { fill: #8fa3b0; } .query path { fill: #234; }
        </style>
        <h1>Telling \(sea.fins.count) drawn dolphins apart</h1>
        <p>\(sea.catalogue.individuals.count) drawings to learn from, \
        \(sea.queries.individuals.count) to identify, \(Int(seconds.rounded())) seconds of training.</p>
        <table><tr><th></th><th>MAP@5</th><th>first answer right</th></tr>
        \(row("network", learned))\(row("raw pixels", pixels))</table>
        <h2>Loss by epoch</h2>
        \(curve())
        <h2>Queries and their five best matches</h2>
        <p>The mistakes first; the right individual is green. Fins are shown as they were drawn, \
        before distance, angle, light and water.</p>
        \(gallery())
        </html>
        """
    }

    private func row(_ name: String, _ scores: Identification) -> String {
        String(
            format: "<tr><td>%@</td><td>%.3f</td><td>%.1f %%</td></tr>", name, scores.map5,
            scores.top1 * 100)
    }

    private func curve() -> String {
        let top = losses.max() ?? 1
        let points = losses.enumerated().map { epoch, loss in
            String(
                format: "%.1f,%.1f", 40 + 540 * Double(epoch) / Double(max(losses.count - 1, 1)),
                170 - 150 * loss / top)
        }
        return """
            <svg width="600" height="200" role="img" aria-label="loss by epoch">
            <polyline points="\(points.joined(separator: " "))" fill="none" stroke="#1f7a5c" \
            stroke-width="2"/>
            <line x1="40" y1="170" x2="580" y2="170" stroke="#9ab"/>
            <text x="4" y="24">\(String(format: "%.1f", top))</text><text x="24" y="174">0</text>
            <text x="40" y="192">1</text><text x="560" y="192">\(losses.count)</text>
            </svg>
            """
    }

    private func gallery() -> String {
        let truth = sea.queries.individuals.array(of: Int.self)
        let queries = truth.indices.sorted { a, b in
            let isWrongA = learned.answers[a][0] != truth[a]
            let isWrongB = learned.answers[b][0] != truth[b]
            return isWrongA == isWrongB ? a < b : isWrongA
        }
        return queries.prefix(12).map { query in
            let matches = learned.answers[query].map { answer in
                figure(answer, class: answer == truth[query] ? "right" : "wrong")
            }
            return "<div class=\"row\">\(figure(truth[query], class: "query"))"
                + "\(matches.joined())</div>"
        }.joined(separator: "\n")
    }

    private func figure(_ individual: Int, class name: String) -> String {
        """
        <figure class="\(name)"><svg width="90" height="72" viewBox="0 0 90 72">\
        <path d="\(sea.fins[individual].path(size: 70))"/></svg>\
        <figcaption>no. \(individual + 1)</figcaption></figure>
        """
    }
}
