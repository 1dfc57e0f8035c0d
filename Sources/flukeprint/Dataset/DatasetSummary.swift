import Datasets
import Foundation

/// What `flukeprint dataset inspect` prints of a data set.
struct DatasetSummary: Encodable {
    /// How many individuals have a number of photographs.
    struct Bar: Encodable {
        var photographs: String
        var individuals: Int
    }

    var format: String
    var root: String
    var photographs: Int
    var individuals: Int
    var unknownIndividual: Int
    var boxes: Int
    var photographsWithBoxes: Int
    var boxClasses: [String: Int]
    var species: [String: Int]
    var splits: [String: Int]
    var furtherColumns: [String]
    var photographsPerIndividual: [Bar]
    var findings: [Finding]

    init(_ dataset: Dataset) {
        let table = dataset.table
        let perIndividual = table.individuals
        format = dataset.format.rawValue
        root = table.root
        photographs = table.count
        individuals = perIndividual.count
        unknownIndividual = table.photographs.count { $0.individual == nil }
        boxes = table.boxCount
        photographsWithBoxes = table.photographs.count { !$0.boxes.isEmpty }
        boxClasses = table.photographs.reduce(into: [:]) { counts, photograph in
            for label in photograph.boxes { counts[label.className, default: 0] += 1 }
        }
        species = table.species
        splits = Dictionary(
            uniqueKeysWithValues: table.splits.map { ($0.key.rawValue, $0.value) })
        furtherColumns = table.furtherColumns
        photographsPerIndividual = Self.histogram(perIndividual.values)
        findings = dataset.findings
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    func text() -> String {
        var counts = [["format", format], ["root", root], ["photographs", "\(photographs)"]]
        counts.append(["individuals", "\(individuals)"])
        if unknownIndividual > 0, individuals > 0 {
            counts.append(["of nobody known", "\(unknownIndividual)"])
        }
        counts.append(["boxes", "\(boxes) in \(photographsWithBoxes) photographs"])
        if !furtherColumns.isEmpty {
            counts.append(["further columns", furtherColumns.joined(separator: ", ")])
        }
        var lines = TextTable(counts).lines
        for (title, values) in [
            ("species", species), ("box class", boxClasses), ("split", splits),
        ] where !values.isEmpty {
            let sorted = values.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            lines.append("")
            lines +=
                TextTable(
                    [[title, "count"]] + sorted.map { [$0.key, "\($0.value)"] }, rightAligned: [1]
                ).lines
        }
        if !photographsPerIndividual.isEmpty {
            lines.append("")
            lines +=
                TextTable(
                    [["photographs each", "individuals"]]
                        + photographsPerIndividual.map { [$0.photographs, "\($0.individuals)"] },
                    rightAligned: [0, 1]
                ).lines
        }
        if !findings.isEmpty {
            lines.append("")
            lines += ["findings"] + Self.lines(of: findings)
        }
        return lines.joined(separator: "\n")
    }

    /// The findings by kind, five of each.
    static func lines(of findings: [Finding]) -> [String] {
        let shown = 5
        var lines: [String] = []
        for kind in Finding.Kind.allCases {
            let ofKind = findings.filter { $0.kind == kind }
            lines += ofKind.prefix(shown).map { "\(kind.rawValue): \($0)" }
            if ofKind.count > shown {
                lines.append("\(kind.rawValue): \(ofKind.count - shown) more")
            }
        }
        return lines
    }

    /// Individuals by how many photographs they have: 1, 2, 3–4, 5–8, 9–16 and so on.
    private static func histogram(_ counts: some Sequence<Int>) -> [Bar] {
        var bars: [Int: Int] = [:]
        for count in counts {
            bars[Int.bitWidth - (count - 1).leadingZeroBitCount, default: 0] += 1
        }
        return bars.sorted { $0.key < $1.key }.map { bits, individuals in
            let last = 1 << bits
            let first = bits == 0 ? 1 : last / 2 + 1
            return Bar(
                photographs: first == last ? "\(last)" : "\(first)–\(last)",
                individuals: individuals)
        }
    }
}
