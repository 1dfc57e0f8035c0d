import Ranking
import Testing

@Suite struct ConfidenceCurveTests {
    /// Answers of these confidences, right where there is a plus.
    private func curve(_ cases: String) -> ConfidenceCurve {
        ConfidenceCurve(
            cases.split(separator: " ").map { text in
                ConfidenceCurve.Case(
                    confidence: Double(text.dropLast()) ?? .nan, isRight: text.last == "+")
            })
    }

    @Test("Given equally sure answers, they are accepted together")
    func tiesStayTogether() {
        let found = curve("0.9+ 0.5- 0.9- 0.7+ 0.9+")

        #expect(found.points.map(\.confidence) == [0.9, 0.7, 0.5])
        #expect(found.points.map(\.accepted) == [3, 4, 5])
        #expect(found.points.map(\.right) == [2, 3, 3])
    }

    @Test(
        "Given precision that falls and rises again, the lowest confidence that reaches it is taken"
    )
    func lowestIsTaken() {
        // 1/1, 1/2, 2/3, 3/4, 4/5, 4/6
        let found = curve("0.9+ 0.8- 0.7+ 0.6+ 0.5+ 0.4-")

        #expect(found.lowest(precision: 0.8)?.confidence == 0.5)
        #expect(found.lowest(precision: 0.75)?.confidence == 0.5)
        #expect(found.lowest(precision: 0.81)?.confidence == 0.9)
        #expect(found.lowest(precision: 2.0 / 3)?.confidence == 0.4)
        #expect(found.lowest(precision: 0.66)?.accepted == 6)
    }

    @Test("Given a tie at the confidence, half of it is never taken for its precision")
    func tiesAreNotSplit() {
        // Taken one by one, the first at 0.8 would make 2 of 2.
        #expect(curve("0.9+ 0.8+ 0.8-").lowest(precision: 0.9)?.confidence == 0.9)
    }

    @Test("Given too few accepted, a confidence is passed over, and nothing is made up")
    func fewCases() {
        let found = curve("0.9+ 0.8- 0.7+ 0.6+ 0.5+ 0.4-")

        #expect(found.lowest(precision: 0.9, leastAccepted: 2) == nil)
        #expect(found.lowest(precision: 0.8, leastAccepted: 6) == nil)
        #expect(found.lowest(precision: 0.5, leastAccepted: 7) == nil)
        #expect(found.mostPrecise(leastAccepted: 2)?.confidence == 0.5)
        #expect(found.mostPrecise(leastAccepted: 7) == nil)
        #expect(curve("").lowest(precision: 0) == nil)
    }

    @Test("Given precisions that are equal, the most precise is the lowest confidence")
    func mostPreciseIsLowest() {
        #expect(curve("0.9+ 0.8+ 0.7-").mostPrecise()?.confidence == 0.8)
    }

    @Test("Given any confidence, what it accepts is told")
    func anyConfidence() {
        let found = curve("0.9+ 0.7- 0.5+")

        #expect(found.point(at: 0.6).accepted == 2 && found.point(at: 0.6).confidence == 0.6)
        #expect(found.point(at: 0.7).accepted == 2)
        #expect(found.point(at: 0.71).right == 1)
        #expect(found.point(at: 0.95).precision == nil)
        #expect(found.point(at: 0.1).accepted == 3)
    }

    /// `scipy.stats.binomtest(k, n).proportion_ci(method="wilson")`.
    @Test(
        "Given counts, Wilson's interval is SciPy's",
        arguments: [
            (18, 20, 0.6989663547715128, 0.9721335187862318), (20, 20, 0.8388748419471808, 1.0),
            (0, 5, 0.0, 0.43448246478317465), (450, 500, 0.8705780903680599, 0.9233224372626984),
        ])
    func intervals(right: Int, accepted: Int, lower: Double, upper: Double) {
        let cases = (0..<accepted).map {
            ConfidenceCurve.Case(confidence: 0.5, isRight: $0 < right)
        }
        let interval = ConfidenceCurve(cases).points[0].interval

        #expect(abs(interval.lowerBound - lower) < 1e-9)
        #expect(abs(interval.upperBound - upper) < 1e-9)
    }
}
