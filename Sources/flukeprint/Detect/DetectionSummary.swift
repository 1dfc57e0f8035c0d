import Detectors
import Foundation
import Pipeline

/// What `flukeprint detect evaluate` prints.
struct DetectionSummary {
    private static let namesShown = 5

    private let figures: BoxFigures

    init(_ figures: BoxFigures) {
        self.figures = figures
    }

    /// The figures in a few lines and two tables.
    var text: String {
        let coco = figures.coco
        let point = figures.point
        let choice = figures.isConfidenceGiven ? "" : ", where F1 is best"
        return
            ([
                "judged      \(figures.photographCount) photographs with \(figures.truthCount) boxes, by "
                    + "\(figures.detectionCount) detections",
                "COCO        mAP@0.5 \(decimal(coco.averagePrecision50)), mAP@0.5:0.95 "
                    + "\(decimal(coco.averagePrecision)), mAP@0.75 \(decimal(coco.averagePrecision75))",
                "confidence  \(decimal(point.confidence))\(choice): precision "
                    + "\(decimal(point.precision)), recall \(decimal(point.recall)), "
                    + "F1 \(decimal(point.f1)) at IoU \(figures.overlap)",
                "boxes       \(point.boxes.right) found, \(point.boxes.missed) missed, "
                    + "\(point.boxes.wrong) detections of nothing", "",
            ] + classes + [""] + sizes).joined(separator: "\n")
    }

    private var classes: [String] {
        let heading = [
            "class", "boxes", "detections", "AP@0.5", "AP@0.5:0.95", "precision", "recall", "F1",
        ]
        let rows = figures.classes.map { group in
            [group.name, "\(group.truthCount)", "\(group.detectionCount)"]
                + [
                    group.averagePrecision50, group.averagePrecision, group.precision,
                    group.recall, group.f1,
                ].map(decimal)
        }
        return TextTable([heading] + rows, rightAligned: Set(1..<heading.count)).lines
    }

    private var sizes: [String] {
        let heading = ["size", "boxes", "AP@0.5", "AP@0.5:0.95", "recall"]
        let rows = figures.sizes.map { size in
            [size.name, "\(size.truthCount)"]
                + [size.averagePrecision50, size.averagePrecision, size.recall].map(decimal)
        }
        return TextTable([heading] + rows, rightAligned: Set(1..<heading.count)).lines
    }

    /// Classes that take no part.
    var warnings: [String] {
        let unknown = figures.unknownClasses.sorted { $0.key < $1.key }
        guard !unknown.isEmpty else { return [] }
        let names = Self.listed(unknown.map { "\($0.key) (\($0.value))" })
        let known = Self.listed(figures.classes.map(\.name))
        return [
            "detections of classes that no true box has take no part: \(names); true boxes are of "
                + "\(known); --class names the classes of boxes that have none, --ignore-classes takes all as one"
        ]
    }

    /// Photographs that stand in one of the data sets only.
    static func warnings(_ pairing: BoxPairing) -> [String] {
        [
            (
                "photographs are not among the detections: nothing was found in them",
                pairing.undetected
            ),
            (
                "photographs of the detections are not among the true ones: they take no part",
                pairing.unknown
            ),
        ].filter { !$0.1.isEmpty }.map { text, names in
            "\(names.count) \(text): \(listed(names))"
        }
    }

    /// Photographs that take no part, as their size is not known.
    static func skipped(_ pairing: BoxPairing) -> String? {
        let errors = pairing.unsized
        guard !errors.isEmpty else { return nil }
        let more = errors.count - namesShown
        return
            (["skipped     \(errors.count) photographs whose size cannot be read:"]
            + errors.prefix(namesShown).map { "  \($0)" }
            + (more > 0 ? ["  and \(more) more"] : [])).joined(separator: "\n")
    }

    private static func listed(_ names: [String]) -> String {
        names.prefix(namesShown).joined(separator: ", ")
            + (names.count > namesShown ? " and \(names.count - namesShown) more" : "")
    }

    private func decimal(_ value: Double?) -> String {
        value.map { String(format: "%.3f", $0) } ?? "–"
    }
}
