/// A page that is complete in itself: style, pictures and plots stand in it.
struct HTMLPage {
    let title: String
    let body: [String]
    /// Rules beside those of every page.
    var style = ""

    /// The document.
    var text: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(title.escapedForHTML)</title>
        <style>
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 64em; margin: 2em auto; padding: 0 1em; color: #123; }
        h2 { margin-top: 2em; }
        table { border-collapse: collapse; margin: 1em 0; }
        th { text-align: left; border-bottom: 2px solid #9ab; }
        th, td { padding: .25em 1.2em .25em 0; vertical-align: top; }
        td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
        .plots { display: flex; flex-wrap: wrap; gap: 1em; } .plots svg { max-width: 100%; height: auto; }
        .pairs { display: flex; flex-wrap: wrap; gap: 1.5em; }
        .pair { display: flex; gap: .3em; } figure { margin: 0; font-size: .8em; max-width: 180px; }
        figure img { display: block; width: 180px; height: 180px; object-fit: contain; background: #eef2f5; }
        figcaption { overflow-wrap: anywhere; }
        .cards { display: flex; flex-wrap: wrap; gap: 1.5em 1em; } figure.card { max-width: 100%; }
        .card > div { display: flex; align-items: flex-start; gap: .3em; } .card > div > div { display: flex; flex-direction: column; gap: .3em; }
        figure.card img { width: auto; height: auto; max-width: 100%; object-fit: contain; }
        \(style)
        </style>
        <h1>\(title.escapedForHTML)</h1>
        \(body.joined(separator: "\n"))
        </html>

        """
    }

    /// A table; columns after the first hold numbers.
    static func table(_ heading: [String], _ rows: [[String]]) -> String {
        func row(_ cells: [String], _ tag: String) -> String {
            "<tr>"
                + cells.enumerated().map { column, cell in
                    "<\(tag)\(column > 0 ? " class=\"number\"" : "")>\(cell.escapedForHTML)</\(tag)>"
                }.joined() + "</tr>"
        }
        return "<table>\n\(row(heading, "th"))\n"
            + rows.map { row($0, "td") }.joined(separator: "\n") + "\n</table>"
    }
}
