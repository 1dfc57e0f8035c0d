import Foundation

extension PseudoLabelReport {
    /// The figures in a few lines.
    public var text: String {
        let named = accepted - acceptedProvisional
        var lines = [
            "predicted    \(predicted) photographs: \(predicted - predictedNew) named, "
                + "\(predictedNew) answered new_individual"
        ]
        if let validation { lines += validation.lines(wanted: wantedPrecision) }
        let known = individuals.count { $0.learned > 0 || !$0.isProvisional }
        lines.append(
            "accepted     \(named) photographs of \(known) individuals, from a \(measure) of "
                + "\(Self.text(confidence)) on, as \(kind.rawValue) labels")
        if acceptedProvisional > 0 {
            lines.append(
                "provisional  \(acceptedProvisional) photographs of \(individuals.count - known) "
                    + "individuals that nobody knows yet")
        }
        if let expectedRight {
            lines.append(
                String(format: "expected     %.0f of \(named) right", expectedRight)
                    + ", if they are like the photographs held out")
        } else {
            lines.append("expected     not known: give predictions held out by --validation")
        }
        lines.append(
            "left out     \(lessSure) less sure, \(beyondLimit) beyond the limit of their "
                + "individuals, \(newLeftOut) new individuals")
        lines.append(
            "teacher      \(teacher), "
                + (teacherFold.map { "held out '\($0)'" }
                    ?? "what it held out is not known: a training that holds out photographs will refuse its labels")
        )
        return lines.joined(separator: "\n")
    }

    static func text(_ confidence: Double) -> String { String(format: "%.4f", confidence) }
}

extension PseudoLabelReport.Individual {
    /// Whether the individual has a name of its cluster alone.
    var isProvisional: Bool { learned == 0 && name.hasPrefix(ProvisionalIndividuals.prefix) }
}

extension PseudoLabelReport.Validation {
    fileprivate func lines(wanted: Double?) -> [String] {
        var line =
            "held out     \(chosen.accepted) of \(count) photographs would be accepted, "
            + "\(chosen.right ?? 0) rightly: \(FigureText.percent(chosen.precision)), with 95 % "
            + "probability \(FigureText.percent(lowerPrecision)) to \(FigureText.percent(upperPrecision))"
        if let wanted { line += "; \(FigureText.percent(wanted)) were asked for" }
        var lines = [line]
        if let new {
            lines.append(
                "             \(new.accepted) would be accepted as new individuals, "
                    + "\(new.right ?? 0) rightly: \(FigureText.percent(new.precision))")
        }
        if namelessCount > 0 {
            lines.append("             \(namelessCount) more are of nobody named, and not judged")
        }
        return lines
    }
}

extension PseudoLabelReport {
    /// The figures as JSON.
    public var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}
