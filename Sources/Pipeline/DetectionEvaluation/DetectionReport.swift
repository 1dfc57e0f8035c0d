import Detectors
import Foundation

/// What is printed of an evaluation as JSON: the figures, and the curves where they are asked for.
public struct DetectionReport: Encodable {
    private let figures: BoxFigures
    private let curves: BoxCurves?

    /// A report.
    public init(_ evaluation: BoxEvaluation, hasCurves: Bool) {
        figures = evaluation.figures
        curves = hasCurves ? evaluation.curves : nil
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
