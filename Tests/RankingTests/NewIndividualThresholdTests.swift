import Testing
import Torch

@testable import Ranking

@Suite struct NewIndividualThresholdTests {
    private func photograph(
        _ scores: [Float], truth: String?, rank: Int? = nil
    ) -> RankedPhotograph {
        RankedPhotograph(
            image: "x", truth: truth,
            candidates: scores.enumerated().map { place, score in
                Candidate(
                    individual: place == rank ? truth ?? "" : "other \(place)", score: score,
                    row: place)
            })
    }

    /// Photographs of known and of new animals, with scores of few steps, so that some are equal.
    private func drawn(_ seed: UInt64) -> [RankedPhotograph] {
        let generator = Generator(seed: seed)
        func draw(_ range: Range<Int>) -> Int {
            Int(Tensor.randint(range, [1], generator: generator).item())
        }
        return (0..<60).map { index in
            let isNew = index % 3 == 0
            let first = Float(draw(0..<20) - (isNew ? 6 : 0)) / 20
            let scores = (0..<draw(1..<8)).map { first - Float($0) / 40 }
            let rank = isNew ? nil : draw(0..<9)
            return photograph(
                scores, truth: isNew ? "unseen" : "seen",
                rank: rank.flatMap { $0 < scores.count ? $0 : nil })
        }
    }

    private func mean(
        _ photographs: [RankedPhotograph], _ threshold: Float, isKnown: Bool
    ) -> Double {
        photographs.reduce(0) {
            $0 + $1.averagePrecision(threshold: threshold, isKnown: isKnown)
        } / Double(photographs.count)
    }

    @Test("Given ranked photographs, no other score gives a higher MAP@5", arguments: 1...20)
    func agreesWithTryingAll(seed: UInt64) throws {
        let photographs = drawn(seed)
        let known = photographs.filter { $0.truth == "seen" }
        let new = photographs.filter { $0.truth == "unseen" }
        for share in [0.0, 0.1, 0.5, 1] {
            let chosen = try #require(
                NewIndividualThreshold(
                    known: known.map { .init(score: $0.bestScore, rank: $0.rank) },
                    new: new.map(\.bestScore), newShare: share))
            func map5(_ threshold: Float) -> Double {
                (1 - share) * mean(known, threshold, isKnown: true)
                    + share * mean(new, threshold, isKnown: false)
            }

            let tried = (photographs.map(\.bestScore) + [2]).map(map5)

            #expect(abs(map5(chosen.threshold) - chosen.map5) < 1e-9)
            #expect(abs((tried.max() ?? 0) - chosen.map5) < 1e-9)
            #expect(
                chosen.found == Double(new.count { $0.bestScore < chosen.threshold })
                    / Double(new.count))
            #expect(
                chosen.falseAlarms == Double(known.count { $0.bestScore < chosen.threshold })
                    / Double(known.count))
        }
    }

    @Test("Given photographs of known animals alone, each counts as a new one's by its next best")
    func knownOnesStandInForNew() throws {
        let photographs = [
            photograph([0.9, 0.3], truth: "a", rank: 0),
            photograph([0.8, 0.4], truth: "b", rank: 0),
            photograph([0.35, 0.2], truth: "c", rank: 1),
        ]

        let chosen = try #require(
            NewIndividualThreshold(
                OpenSetCases(photographs, knowing: ["a", "b", "c"]), newShare: 0.5))

        // 0.3, 0.4 and 0.35 for animals left out.
        #expect(chosen.threshold == 0.8)
        #expect(chosen.found == 1)
        #expect(abs(chosen.falseAlarms - 1.0 / 3) < 1e-12)
        #expect(abs(chosen.map5 - (0.5 * (1 + 1 + 1.0 / 3) / 3 + 0.5)) < 1e-12)
        #expect(NewIndividualThreshold(OpenSetCases([], knowing: [])) == nil)
        // All its neighbours are its own: what it would look like as a new animal's is not known.
        let surrounded = photograph([0.2], truth: "a", rank: 0)
        #expect(NewIndividualThreshold(OpenSetCases([surrounded], knowing: ["a"])) == nil)
        let more = try #require(
            NewIndividualThreshold(
                OpenSetCases(photographs + [surrounded], knowing: ["a", "b", "c"]),
                newShare: 0.5))
        #expect(more.found == 1)
    }

    @Test("Given a threshold, new_individual comes first under it, and second elsewhere")
    func answersFollowTheThreshold() {
        let many = photograph([0.9, 0.8, 0.7, 0.6, 0.5, 0.4], truth: "a", rank: 4)

        #expect(
            many.answers(threshold: 0.91)
                == [newIndividual, "other 0", "other 1", "other 2", "other 3"])
        #expect(
            many.answers(threshold: 0.9)
                == ["other 0", newIndividual, "other 1", "other 2", "other 3"])
        #expect(photograph([], truth: nil).answers(threshold: -2) == [newIndividual])
        #expect(many.averagePrecision(threshold: 0, isKnown: true) == 0)
        #expect(many.averagePrecision(threshold: 0, isKnown: false) == 0.5)
        #expect(many.averagePrecision(threshold: 1, isKnown: false) == 1)
    }
}
