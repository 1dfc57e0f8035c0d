import Foundation

/// Figures as texts and pages show them.
enum FigureText {
    /// A share in percent; a dash where there is none.
    static func percent(_ share: Double?) -> String {
        share.map { String(format: "%.1f %%", $0 * 100) } ?? "–"
    }

    /// A number from 0 to 1 with three places; a dash where there is none.
    static func decimal(_ value: Double?) -> String {
        value.map { String(format: "%.3f", $0) } ?? "–"
    }

    /// A number from 0 to 1 with two places, such as a confidence.
    static func hundredths(_ value: Double) -> String {
        String(format: "%.2f", value)
    }

    /// A number with as many places as it needs, two at most.
    static func short(_ value: Double) -> String {
        value.formatted(.number.precision(.fractionLength(0...2)).locale(Locale(identifier: "en")))
    }
}
