import Testing

@testable import Ranking

@Suite struct ThresholdCurveTests {
    private let known: [NewIndividualThreshold.Case] = [
        .init(score: 0.9, rank: 0), .init(score: 0.8, rank: 1), .init(score: 0.8, rank: nil),
        .init(score: 0.4, rank: 0), .init(score: 0.3, rank: 6),
    ]
    private let new: [Float] = [0.2, 0.4, 0.85]

    /// Scores without end, whose best threshold lies in the midst of them.
    private func many() throws -> ThresholdCurve {
        let scores = (0..<5000).map { Float($0) / 8000 }
        let known = scores.map { NewIndividualThreshold.Case(score: $0 + 0.375, rank: 0) }
        return try #require(ThresholdCurve(known: known, new: scores, newShare: 0.5))
    }

    @Test("Given photographs, the curve's best point is the threshold that is chosen")
    func bestPointIsTheChoice() throws {
        for share in [0.0, 0.1, 0.5, 1] {
            let curve = try #require(ThresholdCurve(known: known, new: new, newShare: share))
            let chosen = try #require(
                NewIndividualThreshold(known: known, new: new, newShare: share))

            #expect(curve.best.threshold == chosen.threshold)
            #expect(curve.points.map(\.map5).max().map { abs($0 - chosen.map5) < 1e-12 } ?? false)
        }
    }

    @Test("Given equal scores, each stands on the curve once, and the last point above all of them")
    func everyScoreIsAPoint() throws {
        let curve = try #require(ThresholdCurve(known: known, new: new, newShare: 0.5))

        #expect(
            curve.points.map(\.threshold) == [0.2, 0.3, 0.4, 0.8, 0.85, 0.9, Float(0.9).nextUp])
        // Nobody is called new: 1, ⅓, 0, 1, 0 of the known, ½ of each new one.
        let first = 0.5 * (1 + 1.0 / 3 + 0 + 1 + 0) / 5 + 0.5 * 0.5
        #expect(curve.points.first.map { abs($0.map5 - first) < 1e-12 } ?? false)
        // Everybody is: ½, ⅓, 0, ½, 0, and all new ones.
        let last = 0.5 * (0.5 + 1.0 / 3 + 0 + 0.5 + 0) / 5 + 0.5
        #expect(curve.points.last.map { abs($0.map5 - last) < 1e-12 } ?? false)
    }

    @Test("Given thousands of points, a thinned curve keeps its ends and its best point")
    func thinnedKeepsWhatMatters() throws {
        let curve = try many()

        let thinned = curve.thinned(to: 200)

        #expect(curve.points.count > 5000)
        #expect((200...201).contains(thinned.points.count))
        #expect(thinned.best == curve.best)
        #expect(thinned.points.first == curve.points.first)
        #expect(thinned.points.last == curve.points.last)
        #expect(thinned.thinned(to: 300) == thinned)
    }

    @Test("Given photographs of one kind alone, there is no curve")
    func oneKindIsNotEnough() {
        #expect(ThresholdCurve(known: [], new: new) == nil)
        #expect(ThresholdCurve(known: known, new: []) == nil)
    }
}
