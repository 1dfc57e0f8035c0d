import Foundation

/// A confusion matrix as SVG: of all classes, or, where these are many, of those that are confused most often.
struct ConfusionChart {
    private static let classesShown = 24
    private static let cell = 28
    private static let nameLength = 22

    /// Whether classes are left out, and stand together in the last row and column.
    let isPartial: Bool
    /// What stands at the rows and columns.
    private let names: [String]
    /// Photographs by row and column.
    private let counts: [[Int]]

    /// Room for the names of rows, and of columns, which are turned and lean over the last one.
    private let left: Int
    private let top: Int
    private let right: Int

    /// The matrix of what was found.
    init(of classification: Classification) {
        let groups = classification.classes
        isPartial = groups.count > Self.classesShown
        let shown =
            isPartial ? Self.worst(of: classification) : Set(groups.map(\.name))
        let sorted = shown.sorted()
        names = sorted + (isPartial ? ["all others"] : [])
        let longest = names.map { Self.short($0).count }.max() ?? 0
        left = 24 + 6 * longest
        top = 24 + 5 * longest
        right = 20 + 3 * longest
        let places = Dictionary(uniqueKeysWithValues: zip(sorted, sorted.indices))
        let size = names.count
        func place(_ name: String) -> Int { places[name] ?? size - 1 }
        var counts = Array(repeating: Array(repeating: 0, count: size), count: size)
        for group in groups { counts[place(group.name)][place(group.name)] += group.right }
        for pair in classification.confusions {
            counts[place(pair.truth)][place(pair.answer)] += pair.count
        }
        self.counts = counts
    }

    /// Classes of the most frequent confusions, then those of the lowest recall.
    private static func worst(of classification: Classification) -> Set<String> {
        let candidates =
            classification.confusions.lazy.flatMap { [$0.truth, $0.answer] }
            + classification.classes.lazy.map(\.name)
        var found: Set<String> = []
        for name in candidates where found.count < classesShown { found.insert(name) }
        return found
    }

    /// The chart as an SVG document, which HTML can hold as it is.
    var svg: String {
        let width = left + names.count * Self.cell + right
        let height = top + names.count * Self.cell + 20
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" \
            font-family="system-ui, sans-serif" font-size="11" role="img" aria-label="Confusion matrix">
            \(names.indices.map(heading).joined(separator: "\n"))
            \(names.indices.map(row).joined(separator: "\n"))
            </svg>
            """
    }

    private func heading(_ index: Int) -> String {
        let x = left + index * Self.cell + Self.cell / 2
        let y = top + index * Self.cell + Self.cell / 2
        let name = Self.short(names[index]).escapedForHTML
        let title = "<title>\(names[index].escapedForHTML)</title>"
        return """
            <text x="\(x)" y="\(top - 8)" dy="4" transform="rotate(-60 \(x) \(top - 8))">\(title)\(name)</text>
            <text x="\(left - 8)" y="\(y)" dy="4" text-anchor="end">\(title)\(name)</text>
            """
    }

    private func row(_ row: Int) -> String {
        let total = Double(max(counts[row].reduce(0, +), 1))
        return names.indices.map { column in
            let count = counts[row][column]
            let share = Double(count) / total
            let x = left + column * Self.cell
            let y = top + row * Self.cell
            // Told apart by people who do not see red and green alike (Okabe and Ito, 2008).
            let colour =
                count == 0
                ? "#eef2f5"
                : row != column
                    ? "#d55e00" : isPartial && row == names.count - 1 ? "#789" : "#0072b2"
            let opacity = count == 0 ? 1 : 0.15 + 0.85 * share
            let square = """
                <rect x="\(x)" y="\(y)" width="\(Self.cell - 1)" height="\(Self.cell - 1)" fill="\(colour)" \
                fill-opacity="\(String(format: "%.2f", opacity))"><title>\(names[row].escapedForHTML), called \
                \(names[column].escapedForHTML): \(count), \(FigureText.percent(share))</title></rect>
                """
            guard count > 0 else { return square }
            return square + """
                <text x="\(x + Self.cell / 2)" y="\(y + Self.cell / 2)" dy="4" text-anchor="middle" \
                pointer-events="none" fill="\(share > 0.55 ? "#fff" : "#123")">\(count)</text>
                """
        }.joined(separator: "\n")
    }

    private static func short(_ name: String) -> String {
        name.count > nameLength ? name.prefix(nameLength - 1) + "…" : name
    }
}
