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
    private let options: StageRunner.Options

    init(_ outcome: WholeRun.Outcome, _ options: StageRunner.Options) {
        self.outcome = outcome
        self.options = options
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
            [stage.title, stage.fate.rawValue, stage.seconds.map(Self.duration) ?? ""]
        }
        print(TextTable(rows, rightAligned: [2]).lines.joined(separator: "\n"))
        guard !options.isTrial else { return }
        showScores()
        showFiles()
    }

    private func showScores() {
        guard options.until.map({ $0 >= .validate }) ?? true else { return }
        for (round, score) in outcome.rounds.enumerated() {
            print(
                String(
                    format: "held out   MAP@5 %.3f %@", score,
                    round == 0 ? "without pseudo-labels" : "after round \(round) of pseudo-labels"))
        }
        guard options.until.map({ $0 >= .rank }) ?? true,
            let decision = outcome.summary?.decision
        else { return }
        print(
            String(
                format: "named      MAP@5 %.3f, top-1 %.1f %%", decision.map5, decision.top1 * 100))
    }

    private func showFiles() {
        if let until = options.until, until < .rank {
            print("next       the same command without --until goes on after \(until.rawValue)")
            return
        }
        let files = [
            ("submission", outcome.submission), ("matches   ", outcome.matches),
            ("report    ", outcome.report),
        ]
        for (name, path) in files where FileManager.default.fileExists(atPath: path) {
            print("\(name) \(path)")
        }
    }

    /// Seconds as people read them.
    private static func duration(_ seconds: Double) -> String {
        guard seconds >= 100 else { return String(format: "%.1f s", seconds) }
        let minutes = seconds / 60
        return minutes < 100
            ? String(format: "%.1f min", minutes) : String(format: "%.1f h", minutes / 60)
    }
}
