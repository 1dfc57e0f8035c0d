import Datasets
import Detectors
import Foundation

/// A mistake in words.
enum MistakeText {
    /// What is wrong, with the photograph's name and the box's size.
    static func caption(_ mistake: DetectionMistake, in photographs: [EvaluatedPhotograph])
        -> String
    {
        let photograph = photographs[mistake.photograph]
        func text(_ label: BoxLabel?) -> String {
            label.map { Self.text($0, in: photograph.size) } ?? ""
        }
        let overlap = String(format: "IoU %.2f", mistake.overlap)
        let words =
            switch mistake.kind {
            case .missed: "\(text(mistake.truth)): not found"
            case .invented: "\(text(mistake.detection)): nothing there"
            case .repeated: "\(text(mistake.detection)): found already"
            case .misplaced: "\(text(mistake.detection)): too far off, \(overlap)"
            case .loose: "\(text(mistake.detection)): right, but loose, \(overlap)"
            case .misnamed: "\(text(mistake.detection)): is \(mistake.truth?.className ?? "")"
            }
        return "\(words) (\(photograph.name))"
    }

    /// Class, confidence and size: `fin 0.93, 61 × 40 px, 3.0 % of the width`.
    private static func text(_ label: BoxLabel, in size: PictureSize?) -> String {
        let box = label.box
        return label.className
            + (label.confidence.map { String(format: " %.2f", $0) } ?? "")
            + String(format: ", %.0f × %.0f px", box.width, box.height)
            + (size.map {
                String(format: ", %.1f %% of the width", 100 * box.width / Double($0.width))
            } ?? "")
    }
}
