import Foundation
import Ranking

/// The confidence from which on predictions are accepted.
struct ConfidenceChoice {
    /// The confidence.
    let confidence: Double

    /// Takes the given one, or finds the lowest that is precise enough.
    ///
    /// - Throws: `RunError` that says how near the photographs held out come, where none is.
    init(_ settings: PseudoLabelSettings, by judgement: HeldOutJudgement?) throws {
        let precision: Double
        switch settings.acceptance {
        case .confidence(let given):
            confidence = given
            return
        case .precision(let wanted):
            precision = wanted
        }
        guard let curve = judgement?.named else {
            preconditionFailure("a precision is found on photographs held out")
        }
        if let point = curve.lowest(precision: precision, leastAccepted: settings.leastAccepted) {
            confidence = point.confidence
            return
        }
        let wanted = FigureText.percent(precision)
        let named = curve.points.last?.accepted ?? 0
        guard let best = curve.mostPrecise(leastAccepted: settings.leastAccepted) else {
            throw RunError(
                "only \(named) photographs held out are answered by an individual, and a confidence "
                    + "is chosen by \(settings.leastAccepted) at least",
                advice:
                    "hold out more photographs, lower --least (of a run: pseudo_labels.least), or give --confidence"
            )
        }
        throw RunError(
            "no confidence reaches a precision of \(wanted) on the \(named) photographs held out that "
                + "are answered by an individual: the best is \(FigureText.percent(best.precision)), "
                + "\(best.right) of \(best.accepted) from \(String(format: "%.4f", best.confidence)) on",
            advice:
                "lower --precision (of a run: pseudo_labels.precision), train a better model, or give --confidence"
        )
    }
}
