import Foundation

/// Figures as texts and pages show them.
enum FigureText {
    /// A share in percent; a dash where there is none.
    static func percent(_ share: Double?) -> String {
        share.map { String(format: "%.1f %%", $0 * 100) } ?? "–"
    }
}
