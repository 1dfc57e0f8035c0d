import Foundation
import Pipeline

/// What is printed of a whole run.
struct WholeRunReport {
    private struct Figures: Encodable {
        let stages: [StageRunner.Result]
        let rounds: [Double]
        let summary: IdentificationSummary?
    }

    private let outcome: WholeRun.Outcome
    private let isTrial: Bool

    init(_ outcome: WholeRun.Outcome, isTrial: Bool) {
        self.outcome = outcome
        self.isTrial = isTrial
    }

    /// Prints it, as text or as JSON.
    func show(json: Bool) throws {
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            let figures = Figures(
                stages: outcome.stages, rounds: outcome.rounds, summary: outcome.summary)
            print(String(decoding: try encoder.encode(figures), as: UTF8.self))
            return
        }
        let rows = outcome.stages.map { stage in
            [
                stage.name, stage.fate.rawValue,
                stage.seconds.map { String(format: "%.1f s", $0) } ?? "",
            ]
        }
        print(TextTable(rows, rightAligned: [2]).lines.joined(separator: "\n"))
        guard !isTrial else { return }
        for (round, score) in outcome.rounds.enumerated() {
            print(
                String(
                    format: "held out   MAP@5 %.3f %@", score,
                    round == 0 ? "without pseudo-labels" : "after round \(round) of pseudo-labels"))
        }
        if let decision = outcome.summary?.decision {
            print(
                String(
                    format: "named      MAP@5 %.3f, top-1 %.1f %%", decision.map5,
                    decision.top1 * 100))
        }
        for (name, path) in [("submission", outcome.submission), ("report    ", outcome.report)]
        where FileManager.default.fileExists(atPath: path) {
            print("\(name) \(path)")
        }
    }
}
