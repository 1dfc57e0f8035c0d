import Datasets
import Testing

@testable import Detectors

@Suite struct DetectionMistakesTests {
    private func box(
        _ left: Double, _ confidence: Double? = nil, _ className: String = "fin",
        edge: Double = 10
    ) -> BoxLabel {
        BoxLabel(
            Box(x: left, y: 0, width: edge, height: edge), className: className,
            confidence: confidence, origin: "test")
    }

    @Test("Given each kind of mistake, it is told from the others, and the worst comes first")
    func kinds() {
        let first = EvaluatedPhotograph(
            "a", truths: [box(0), box(100), box(200), box(300), box(400, nil, "fluke")],
            crowds: [box(600, edge: 50)],
            detections: [
                box(0, 0.9), box(1, 0.8),  // right, and the same again
                box(106, 0.7),  // 4 / 16: too far off
                box(202, 0.6),  // 8 / 12: right, but loose
                box(401, 0.75),  // a fluke called a fin
                box(500, 0.5), box(550, 0.4),  // nothing there; not sure enough
                box(610, 0.9),  // in a crowd
            ])
        let second = EvaluatedPhotograph("b", truths: [box(0, edge: 30)], detections: [])

        let mistakes = DetectionMistakes(in: [first, second], overlap: 0.5, confidence: 0.45)

        #expect(mistakes.missed.map(\.photograph) == [1, 0])
        #expect(mistakes.missed.map { $0.truth?.box.left } == [0, 300])
        #expect(mistakes.invented.map(\.kind) == [.repeated, .invented])
        #expect(mistakes.invented.map { $0.detection?.box.left } == [1, 500])
        #expect(mistakes.misplaced.map(\.kind) == [.misplaced, .loose])
        #expect(mistakes.misplaced.map(\.overlap) == [0.25, 8.0 / 12])
        #expect(mistakes.misnamed.map { $0.truth?.className } == ["fluke"])
        let counts = BoxEvaluation(of: [first, second], confidence: 0.45).figures.point.boxes
        let wrong = mistakes.invented.count + mistakes.misnamed.count + 1
        #expect(counts == BoxCounts(right: 2, wrong: wrong, missed: 4))
    }
}
