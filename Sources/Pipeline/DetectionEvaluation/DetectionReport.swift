import Detectors
import Foundation

/// What is printed of an evaluation as JSON: the figures, what was skipped, and the curves where they are asked for.
public struct DetectionReport: Encodable {
    private let figures: BoxFigures
    private let curves: BoxCurves?
    private let skipped: [String]

    /// A report.
    public init(_ evaluation: BoxEvaluation, of pairing: BoxPairing, hasCurves: Bool) {
        figures = evaluation.figures
        curves = hasCurves ? evaluation.curves : nil
        skipped = pairing.unsized.map(\.description)
    }

    /// The document.
    public var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        }
    }
}
