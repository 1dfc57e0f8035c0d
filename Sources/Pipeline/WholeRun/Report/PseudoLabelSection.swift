import Datasets
import Foundation

/// What was learned from sure answers: how many joined each training, and how right they are.
struct PseudoLabelSection {
    private let rows: [[String]]
    private let links: [String]

    /// The labels that the rounds of a run made.
    ///
    /// - Throws: `DatasetError` where a table of labels cannot be read.
    init(_ results: RunResults, context: RunContext) throws {
        var rows: [[String]] = []
        var links: [String] = []
        let photographs = try context.photographsOfCrops(.queries)
        for round in 0..<context.configuration.pseudoLabels.rounds {
            for fold in context.folds {
                let files = context.paths.round(round, fold: fold)
                let name = context.folds.count > 1 ? "\(round), fold \(fold)" : "\(round)"
                let labels = try Self.labels(files.labelled, photographs)
                let judged = labels.filter { results.truth[$0.image] != nil }
                let right = judged.count { results.truth[$0.image] == $0.individual }
                let report = Self.report(files.pseudoLabelFigures)
                rows.append([
                    name, "\(labels.count)", report.map { Self.confidence($0) } ?? "–",
                    Self.heldOut(report?.validation),
                    judged.isEmpty
                        ? "–"
                        : FigureText.percent(Double(right) / Double(judged.count))
                            + " of \(judged.count)",
                ])
                if FilePath.exists(files.pseudoLabelPage) {
                    links.append(
                        "<a href=\"../round-\(round)/fold-\(fold)/pseudo-label/report.html\">"
                            + "round \(name)</a>")
                }
            }
        }
        self.rows = rows
        self.links = links
    }

    /// The section; nothing where the run has no pseudo-labels.
    var html: String {
        guard !rows.isEmpty else { return "" }
        let pages =
            links.isEmpty
            ? ""
            : "<p>Which photographs these are, and of whom: \(links.joined(separator: ", ")).</p>"
        return """
            <h2>Pseudo-labels</h2>
            <p>Photographs to name whose answers were sure enough joined the training of the next round.</p>
            """
                + HTMLPage.table(
                    [
                        "labelled after round", "photographs", "sure from",
                        "right of those held out",
                        "right in truth",
                    ], rows) + pages
    }

    /// The photographs that a model labelled, and with whom.
    private static func labels(
        _ path: String, _ photographs: [String: String]
    ) throws -> [(image: String, individual: String)] {
        let table = try Dataset(contentsOf: path).table
        return (0..<table.count).filter(table.isPseudoLabelled).map {
            (photographs[table[$0].path] ?? table[$0].path, table[$0].individual ?? "")
        }
    }

    private static func report(_ path: String) -> PseudoLabelReport? {
        FileManager.default.contents(atPath: path).flatMap {
            try? JSONDecoder().decode(PseudoLabelReport.self, from: $0)
        }
    }

    private static func confidence(_ report: PseudoLabelReport) -> String {
        report.measure == "probability"
            ? FigureText.probability(report.confidence) : FigureText.cosine(report.confidence)
    }

    /// The precision on photographs held out, of how many, and between which bounds.
    private static func heldOut(_ validation: PseudoLabelReport.Validation?) -> String {
        guard let validation, validation.chosen.accepted > 0 else { return "–" }
        return FigureText.percent(validation.chosen.precision)
            + " of \(validation.chosen.accepted) (\(FigureText.percent(validation.lowerPrecision))"
            + " to \(FigureText.percent(validation.upperPrecision)))"
    }
}
