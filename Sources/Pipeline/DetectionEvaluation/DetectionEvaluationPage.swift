import Datasets
import Detectors
import Foundation
import TensorFiles

/// How well boxes were found, as a page to look at, complete in itself, with the worst mistakes as pictures.
public struct DetectionEvaluationPage {
    private static let mistakesShown = 18
    private static let linesShown = 5

    private let evaluation: BoxEvaluation
    private let mistakes: DetectionMistakes
    private let pictures: MistakePictures

    /// A page about photographs that were judged; `folder` is what their names start from.
    public init(
        of evaluation: BoxEvaluation, photographs: [EvaluatedPhotograph], folder: String
    ) {
        self.evaluation = evaluation
        let figures = evaluation.figures
        mistakes = DetectionMistakes(
            in: photographs, overlap: figures.overlap, confidence: figures.point.confidence)
        pictures = MistakePictures(
            photographs: photographs, folder: folder, confidence: figures.point.confidence)
    }

    /// The document.
    public var html: String {
        HTMLPage(
            title: "Boxes",
            body: [
                summary, "<div class=\"plots\">" + plots.joined(separator: "\n") + "</div>",
                classes, sizes, missed, invented, misplaced, misnamed,
            ], style: Self.style
        ).text
    }

    /// Writes the document.
    ///
    /// - Throws: `TensorFileError` where the file cannot be written.
    public func write(to path: String) throws {
        try AtomicFile.write(Array(html.utf8), to: path)
    }

    private static let style = """
        .plots svg { width: 31em; }
        .mistakes { display: flex; flex-wrap: wrap; gap: 1.5em; }
        figure.mistake { max-width: 500px; display: flex; flex-wrap: wrap; gap: 4px; align-items: flex-start;
            align-content: flex-start; }
        figure.mistake svg { width: 240px; height: auto; max-height: 240px; background: #eef2f5; }
        figure.mistake figcaption { width: 100%; }
        .key { border: 3px solid; padding: 0 .4em; background: #345; color: #fff; }
        """

    private var summary: String {
        let figures = evaluation.figures
        let coco = figures.coco
        let point = figures.point
        let choice = figures.isConfidenceGiven ? "as asked for" : "where F1 is best"
        return """
            <p>\(figures.detectionCount) detections were compared with \(figures.truthCount) boxes in \
            \(figures.photographCount) photographs. A box is found where a detection of its class overlaps it by an \
            IoU of \(FigureText.short(figures.overlap)) or more.\(unknown)</p>
            """
                + HTMLPage.table(
                    ["Over all confidences", "", "small", "medium", "large"],
                    [
                        ["mAP@0.5:0.95"]
                            + [
                                coco.averagePrecision, coco.averagePrecisionSmall,
                                coco.averagePrecisionMedium, coco.averagePrecisionLarge,
                            ].map(FigureText.decimal),
                        ["mAP@0.5"]
                            + figures.sizes.prefix(4).map {
                                FigureText.decimal($0.averagePrecision50)
                            },
                        ["mAP@0.75", FigureText.decimal(coco.averagePrecision75), "", "", ""],
                        ["boxes"] + figures.sizes.prefix(4).map { "\($0.truthCount)" },
                    ])
                + HTMLPage.table(
                    ["At confidence \(FigureText.decimal(point.confidence)), \(choice)", ""],
                    [
                        ["precision", FigureText.percent(point.precision)],
                        ["recall", FigureText.percent(point.recall)],
                        ["F1", FigureText.decimal(point.f1)],
                        ["boxes found", "\(point.boxes.right)"],
                        ["boxes missed", "\(point.boxes.missed)"],
                        ["detections of nothing", "\(point.boxes.wrong)"],
                    ])
    }

    private var unknown: String {
        let unknown = evaluation.figures.unknownClasses
        guard !unknown.isEmpty else { return "" }
        let names = unknown.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }
        return " Detections of classes that no box has take no part: "
            + names.joined(separator: ", ").escapedForHTML + "."
    }

    private var plots: [String] {
        let curves = evaluation.curves
        guard !curves.classes.isEmpty else { return [] }
        let counts = Dictionary(
            uniqueKeysWithValues: evaluation.figures.classes.map { ($0.name, $0.truthCount) })
        let shown = curves.classes
            .sorted { (-(counts[$0.name] ?? 0), $0.name) < (-(counts[$1.name] ?? 0), $1.name) }
            .prefix(Self.linesShown)
        func series(_ mean: LineChart.Series, _ own: (BoxCurves.Class) -> [LineChart.Point])
            -> [LineChart.Series]
        {
            curves.classes.count == 1
                ? [LineChart.Series(curves.classes[0].name, own(curves.classes[0]))]
                : [mean] + shown.map { LineChart.Series($0.name, own($0)) }
        }
        let precision = series(
            LineChart.Series(
                "mean", zip(curves.recalls, curves.meanPrecisions).map { .init($0, $1) })
        ) { zip(curves.recalls, $0.precisions).map { .init($0, $1) } }
        let f1 = series(
            LineChart.Series(
                "mean", curves.points.map { .init($0.confidence, $0.f1 ?? .nan) })
        ) { zip(curves.confidences, $0.f1).map { .init($0, $1) } }
        let both = [
            LineChart.Series(
                "precision", curves.points.map { .init($0.confidence, $0.precision ?? .nan) }),
            LineChart.Series(
                "recall", curves.points.map { .init($0.confidence, $0.recall ?? .nan) }),
        ]
        let overlap = FigureText.short(curves.overlap)
        return [
            LineChart(
                "Precision and recall at IoU \(overlap)", x: "recall", y: "precision",
                series: precision, range: 0...1),
            LineChart(
                "F1 by confidence", x: "least confidence", y: "F1", series: f1, range: 0...1),
            LineChart(
                "Precision and recall by confidence", x: "least confidence", y: "share",
                series: both, range: 0...1),
        ].map(\.svg)
    }

    private var classes: String {
        "<h2>Classes</h2>\n"
            + HTMLPage.table(
                [
                    "", "boxes", "detections", "AP@0.5", "AP@0.5:0.95", "small", "medium", "large",
                    "precision", "recall", "F1",
                ],
                evaluation.figures.classes.map { group in
                    [group.name, "\(group.truthCount)", "\(group.detectionCount)"]
                        + ([group.averagePrecision50, group.averagePrecision]
                        + group.sizes[1...3].map(\.averagePrecision)).map(FigureText.decimal)
                        + [
                            FigureText.percent(group.precision), FigureText.percent(group.recall),
                            FigureText.decimal(group.f1),
                        ]
                })
    }

    private var sizes: String {
        """
        <h2>Sizes</h2>
        <p>Small, medium and large are COCO's: up to 32² pixels, up to 96², and larger. Shares are of the picture's \
        width, where its size is known.</p>

        """
            + HTMLPage.table(
                [
                    "", "boxes", "AP@0.5", "AP@0.5:0.95", "average recall",
                    "recall at \(FigureText.decimal(evaluation.figures.point.confidence))",
                ],
                evaluation.figures.sizes.map { size in
                    [
                        size.name, "\(size.truthCount)",
                        FigureText.decimal(size.averagePrecision50),
                        FigureText.decimal(size.averagePrecision),
                        FigureText.decimal(size.averageRecall), FigureText.percent(size.recall),
                    ]
                })
    }

    private var missed: String {
        section("Missed", "the largest first", mistakes.missed)
    }

    private var invented: String {
        section("Detections of nothing", "the surest first", mistakes.invented)
    }

    private var misplaced: String {
        section("Badly placed", "the least overlap first", mistakes.misplaced)
    }

    private var misnamed: String {
        section("Taken for another class", "the surest first", mistakes.misnamed)
    }

    private func section(_ title: String, _ order: String, _ mistakes: [DetectionMistake]) -> String
    {
        guard !mistakes.isEmpty else { return "" }
        let shown = mistakes.prefix(Self.mistakesShown)
        return """
            <h2>\(title)</h2>
            <p>\(shown.count < mistakes.count ? "\(shown.count) of \(mistakes.count)" : "\(mistakes.count)"), \(order). \
            <span class="key" style="border-color: \(MistakePictures.truthColour)">box</span> \
            <span class="key" style="border-color: \(MistakePictures.detectionColour)">detection</span></p>
            <div class="mistakes">
            \(shown.map { pictures.figure($0, caption: MistakeText.caption($0, in: pictures.photographs)) }
                .joined(separator: "\n"))
            </div>
            """
    }
}
