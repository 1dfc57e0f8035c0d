import Datasets

/// What was found in photographs: how many boxes, and some of the photographs with theirs.
struct DetectorSection {
    private static let shownOfEach = 4
    private static let shown = 12

    private let results: RunResults
    private let context: RunContext
    private let selection: BoxSelection

    /// The boxes of a run's photographs.
    init(_ results: RunResults, context: RunContext) {
        self.results = results
        self.context = context
        selection = context.boxSelection
    }

    /// The section; nothing where no photograph has a box.
    var html: String {
        get throws {
            let parts = [("known", results.known), ("to name", results.queries)]
            guard parts.contains(where: { $1.boxCount > 0 }) else { return "" }
            let rows = parts.map { name, table in
                let counts = counts(of: table.mergedByPhotograph())
                return [
                    name, "\(counts.count)", "\(counts.count { $0 == 1 })",
                    "\(counts.count { $0 == 0 })", "\(counts.count { $0 > 1 })",
                ]
            }
            let box = selection.className.map { " of the class '\($0.escapedForHTML)'" } ?? ""
            return """
                <h2>Boxes</h2>
                <p>How many photographs have boxes\(box). One without is compared whole; of several the surest, then the \
                largest, is compared.\(reviews)</p>
                """
                    + HTMLPage.table(
                        ["photographs", "all", "one box", "none", "several"], rows)
                    + (try sheet)
        }
    }

    private func counts(of table: PhotographTable) -> [Int] {
        table.photographs.map { selection.counted($0.boxes).count }
    }

    /// Links to the pages that list crops to look at, where there are some.
    private var reviews: String {
        let links = RunPaths.Part.allCases.compactMap { part -> String? in
            guard FilePath.exists("\(context.paths.crops(part))/review.html") else { return nil }
            return "<a href=\"../crop/\(part.rawValue)/review.html\">\(part.rawValue)</a>"
        }
        return links.isEmpty
            ? "" : " Crops to look at: \(links.joined(separator: ", "))."
    }

    /// Photographs to name with their boxes: those without or with several first, then some of the others.
    private var sheet: String {
        get throws {
            let table = results.queries.mergedByPhotograph()
            let counts = counts(of: table)
            let odd =
                [{ $0 == 0 }, { $0 > 1 }].flatMap { (isMeant: (Int) -> Bool) in
                    counts.indices.filter { isMeant(counts[$0]) }.prefix(Self.shownOfEach)
                }
            let plain = counts.indices.filter { counts[$0] == 1 }
            let rest = min(Self.shown - odd.count, plain.count)
            let rows = odd + (0..<rest).map { plain[$0 * plain.count / rest] }
            let picture = BoxedPhotograph(
                table: table, selection: selection, classes: table.boxClasses)
            let figures = try Parallel.texts(
                of: rows, workers: context.configuration.workers, label: "boxes"
            ) { picture.figure(of: $0) }
            let order = odd.isEmpty ? "" : ", some without a box or with several first"
            return "<p>Some of the photographs to name\(order).</p>\n"
                + "<div class=\"cards\">\(figures.joined(separator: "\n"))</div>"
        }
    }
}
