import Datasets
import Testing

@testable import Detectors

@Suite struct BoxEvaluationTests {
    /// A square of 10 pixels, some pixels to the right.
    private func box(
        _ left: Double, _ confidence: Double? = nil, _ className: String = "fin",
        edge: Double = 10
    ) -> BoxLabel {
        BoxLabel(
            Box(x: left, y: 0, width: edge, height: edge), className: className,
            confidence: confidence, origin: "test")
    }

    private func isClose(_ found: Double?, _ expected: Double) -> Bool {
        found.map { abs($0 - expected) < 1e-9 } ?? false
    }

    @Test("Given a right, a wrong and a second box, the figures are those of the definition")
    func smallCase() {
        let photographs = [
            EvaluatedPhotograph(
                "a", truths: [box(0), box(100)],
                // Overlaps: 1; none; 1 with what is found already; 8 / 12.
                detections: [box(0, 0.9), box(50, 0.8), box(0, 0.7), box(102, 0.6)])
        ]

        let evaluation = BoxEvaluation(of: photographs)

        let figures = evaluation.figures
        // Precision 1 up to recall .5, then 2 of 4: 51 and 50 of the 101 recalls.
        #expect(isClose(figures.coco.averagePrecision50, (51 + 50 * 0.5) / 101))
        #expect(isClose(figures.coco.averagePrecision75, 51.0 / 101))
        // 8 / 12 is enough at four of the ten overlaps.
        let loose = (51 + 50 * 0.5) / 101
        #expect(isClose(figures.coco.averagePrecision, (4 * loose + 6 * 51.0 / 101) / 10))
        #expect(figures.coco.averageRecall1 == 0.5)
        #expect(isClose(figures.coco.averageRecall10, 0.7))
        #expect(figures.coco.averagePrecisionLarge == nil)
        #expect(figures.coco.averagePrecisionSmall == figures.coco.averagePrecision)
        // F1 is 2/3 for the first, 1/2, 2/5, then 2 · 2 / 6.
        #expect(figures.best.confidence == 0.9)
        #expect(figures.best.boxes == BoxCounts(right: 1, wrong: 0, missed: 1))
        #expect(isClose(figures.best.f1, 2.0 / 3))
        #expect(evaluation.curves.classes.map(\.name) == ["fin"])
        #expect(isClose(evaluation.curves.classes[0].f1[60], 2.0 / 3))
        #expect(isClose(evaluation.curves.classes[0].f1[75], 0.5))
        #expect(evaluation.curves.points[61].boxes == BoxCounts(right: 1, wrong: 2, missed: 1))
    }

    @Test("Given a confidence and an overlap, precision and recall are those at them")
    func operatingPoint() {
        let photographs = [
            EvaluatedPhotograph(
                "a", truths: [box(0), box(100)], detections: [box(0, 0.9), box(104, 0.6)])
        ]

        let strict = BoxEvaluation(of: photographs, confidence: 0.6).figures
        #expect(strict.point.boxes == BoxCounts(right: 1, wrong: 1, missed: 1))
        #expect(strict.isConfidenceGiven && strict.best.confidence == 0.9)
        // 6 / 14.
        let loose = BoxEvaluation(of: photographs, overlap: 0.4, confidence: 0.6).figures
        #expect(loose.point.boxes == BoxCounts(right: 2, wrong: 0, missed: 0))
        #expect(loose.coco.averagePrecision50 == strict.coco.averagePrecision50)
        #expect(loose.classes.first?.precision == 1 && loose.sizes.first?.recall == 1)
    }

    @Test("Given classes that no truth has, they are counted and take no part in means")
    func unknownClasses() {
        let photographs = [
            EvaluatedPhotograph(
                "a", truths: [box(0)], detections: [box(0, 0.5), box(0, 0.9, "boat")])
        ]

        let figures = BoxEvaluation(of: photographs).figures

        #expect(figures.unknownClasses == ["boat": 1])
        #expect(figures.classes.map(\.name) == ["fin"])
        #expect(isClose(figures.coco.averagePrecision, 1))
        #expect(figures.best.precision == 1)
    }

    @Test("Given nothing to find, or nothing found, figures are missing or 0, and no crash")
    func emptiness() {
        let nothing = BoxEvaluation(of: []).figures
        #expect(nothing.coco.values.allSatisfy { $0 == nil })
        #expect(nothing.best.recall == nil && nothing.best.precision == nil)
        let missed = BoxEvaluation(
            of: [EvaluatedPhotograph("a", truths: [box(0)], detections: [])]
        ).figures
        #expect(missed.coco.averagePrecision == 0 && missed.coco.averageRecall1 == 0)
        #expect(missed.best.recall == 0 && missed.best.precision == nil && missed.best.f1 == 0)
        let invented = BoxEvaluation(
            of: [EvaluatedPhotograph("a", truths: [], detections: [box(0, 0.9)])]
        ).figures
        #expect(invented.coco.averagePrecision == nil && invented.unknownClasses == ["fin": 1])
        #expect(
            DetectionFigures(of: [])
                == DetectionFigures(of: [EvaluatedPhotograph("a", truths: [], detections: [])]))
    }

    @Test("Given a crowd, boxes in it are neither right nor wrong, however many")
    func crowds() {
        let photographs = [
            EvaluatedPhotograph(
                "a", truths: [box(0)], crowds: [box(50, edge: 40)],
                detections: [box(55, 0.9), box(60, 0.8), box(0, 0.7), box(200, 0.6)])
        ]

        let figures = BoxEvaluation(of: photographs, confidence: 0.1).figures

        #expect(isClose(figures.coco.averagePrecision, 1))
        #expect(figures.point.boxes == BoxCounts(right: 1, wrong: 1, missed: 0))
    }

    @Test("Given pictures' sizes, boxes are judged by their share of the width")
    func shares() {
        let size = PictureSize(width: 1000, height: 500)
        let photographs = [
            EvaluatedPhotograph(
                "a", size: size, truths: [box(0), box(100, edge: 50), box(300, edge: 200)],
                detections: [box(100, 0.9, edge: 50), box(300, 0.8, edge: 200)]),
            EvaluatedPhotograph("b", truths: [box(0)], detections: []),
        ]

        let sizes = BoxEvaluation(of: photographs, sizes: BoxSize.widthShares).figures.sizes

        #expect(sizes.map(\.truthCount) == [4, 2, 1, 1, 1, 1, 1])
        #expect(sizes.suffix(3).map(\.recall) == [0, 1, 1])
        #expect(sizes.first?.recall == 0.5)
    }

    @Test("Given two classes, means are of classes, whatever their numbers of boxes")
    func macroMeans() {
        let photographs = (0..<3).map {
            EvaluatedPhotograph(
                "\($0)", truths: [box(0)] + ($0 == 0 ? [box(100, nil, "fluke")] : []),
                detections: [box(0, 0.9)])
        }

        let figures = BoxEvaluation(of: photographs).figures

        #expect(figures.best.recall == 0.5 && figures.best.f1 == 0.5)
        #expect(figures.best.precision == 1)
        #expect(isClose(DetectionFigures(of: photographs).averagePrecision50, 0.5))
        #expect(figures.classes.map(\.recall) == [1, 0])
    }
}
