import Foundation
import Ranking

extension NewIndividualThreshold {
    /// What speaks against relying on the threshold; `nil` where nothing does.
    var doubt: String? {
        if falseAlarms > 0.5 {
            return
                "more than half of the known animals' photographs are called new: the model hardly knows them"
        }
        if found <= falseAlarms {
            return
                "new animals are called new no more often than known ones: scores do not tell them apart"
        }
        return nil
    }
}

extension IdentificationRun.Outcome {
    /// The figures in a few lines.
    public var text: String {
        var lines = [
            "database   \(databaseCount.photographs) photographs of \(databaseCount.individuals) individuals",
            "queries    \(photographs.count) photographs, \(newCount) called new"
                + (unseen.isEmpty ? "" : ", \(unseen.count) without an embedding"),
        ]
        if let found = rule.validation {
            lines.append(
                String(
                    format: "threshold  %.4f by validation: MAP@5 %.3f with %.0f %% new animals, ",
                    rule.threshold, found.map5, found.newShare * 100)
                    + String(
                        format: "%.1f %% of these found, %.1f %% false alarms", found.found * 100,
                        found.falseAlarms * 100))
            if let doubt = found.doubt { lines.append("mind       \(doubt)") }
        } else {
            lines.append(String(format: "threshold  %.4f", rule.threshold))
        }
        if !rule.speciesThresholds.isEmpty {
            let own = rule.speciesThresholds.sorted { $0.key < $1.key }
                .map { "\($0.key) \(FigureText.decimal(Double($0.value)))" }
            lines.append("species    \(own.joined(separator: ", "))")
        }
        if let reliability = rule.reliability {
            lines.append(
                String(
                    format: "reliable   probabilities are off by %.3f on average",
                    reliability.expectedError))
        }
        if let known {
            lines.append(
                String(
                    format: "known      %d named queries: top-1 %.1f %%, top-5 %.1f %%, MAP@5 %.3f",
                    known.count, known.top1 * 100, known.top5 * 100, known.map5))
        }
        if let decision {
            lines.append(
                String(
                    format: "all        MAP@5 %.3f, top-1 %.1f %%, ", decision.map5,
                    decision.top1 * 100)
                    + "new_individual precision \(FigureText.decimal(decision.precision)), "
                    + "recall \(FigureText.decimal(decision.recall))")
        }
        return lines.joined(separator: "\n")
    }
}
