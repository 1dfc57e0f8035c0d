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

    /// A probability in whole percent; the ends are never claimed.
    static func probability(_ value: Double) -> String {
        if value < 0.01 { return "< 1 %" }
        if value > 0.99 { return "> 99 %" }
        return String(format: "%.0f %%", value * 100)
    }

    /// A cosine with three places, or four towards 1, where those of a model that tells little apart crowd.
    static func cosine(_ value: Double) -> String {
        String(format: abs(value) > 0.9 ? "%.4f" : "%.3f", value)
    }

    /// A time that something took, such as `2 min 05 s`.
    static func duration(_ seconds: Double) -> String {
        if seconds < 0.1 { return "< 0.1 s" }
        if seconds < 10 { return String(format: "%.1f s", seconds) }
        let whole = Int(seconds.rounded())
        if whole < 60 { return "\(whole) s" }
        let minutes = whole / 60
        guard minutes >= 60 else { return String(format: "%d min %02d s", minutes, whole % 60) }
        return String(format: "%d h %02d min", minutes / 60, minutes % 60)
    }

    /// A number of things, with the word for one or for several.
    static func count(_ number: Int, _ one: String, _ several: String? = nil) -> String {
        "\(number) \(number == 1 ? one : several ?? one + "s")"
    }
}
