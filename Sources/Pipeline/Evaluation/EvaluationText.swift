import Foundation

extension Evaluation {
    /// The figures in a few lines.
    public var text: String {
        var lines = [
            "database   \(databaseCount) photographs of \(individualCount) individuals",
            "queries    \(queryCount): \(known.count) of known individuals, \(newIndividuals.count) of new ones"
                + (namelessCount > 0 ? ", \(namelessCount) of nobody named, left out" : ""),
            String(
                format: "known      top-1 %.1f %%, top-5 %.1f %%, MAP@5 %.3f, mAP %.3f",
                known.top1 * 100, known.top5 * 100, known.map5, meanAveragePrecision),
        ]
        if newIndividuals.count > 0 {
            lines.append(
                "new        area under ROC \(FigureText.decimal(newIndividuals.areaUnderROC)), "
                    + "average precision \(FigureText.decimal(newIndividuals.averagePrecision))")
        }
        if let decision {
            lines.append(
                String(
                    format: "threshold  %.4f: all MAP@5 %.3f, ", decision.threshold, decision.map5)
                    + "new_individual precision \(FigureText.decimal(decision.precision)), "
                    + "recall \(FigureText.decimal(decision.recall))")
        }
        for pair in confusions.prefix(5) {
            lines.append("confused   \(pair.truth) taken for \(pair.answer), \(pair.count) ×")
        }
        return lines.joined(separator: "\n")
    }
}
