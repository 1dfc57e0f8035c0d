import Foundation
import Testing
import Torch

@testable import Ranking

@Suite struct AnswerCalibrationTests {
    private func photograph(
        _ truth: String, _ candidates: [(individual: String, score: Float)], image: String = "x"
    ) -> RankedPhotograph {
        RankedPhotograph(
            image: image, truth: truth,
            candidates: candidates.sorted { $0.score > $1.score }.map {
                Candidate(individual: $0.individual, score: $0.score, row: 0)
            })
    }

    @Test("Given three photographs, curves follow from what is right at each place, by weight")
    func curvesFollowThreePhotographs() throws {
        let photographs = [
            photograph("a", [("a", 0.9), ("b", 0.5)]),
            photograph("b", [("b", 0.8), ("a", 0.4)]),
            photograph("c", [("a", 0.7), ("c", 0.6)]),
        ]
        let cases = OpenSetCases(photographs, knowing: ["a", "b", "c"])

        let found = try #require(AnswerCalibration(cases, newShare: 0.25))
        func probability(_ score: Float, _ place: Int) -> Double? {
            found.probability(of: Candidate(individual: "x", score: score, row: 0), at: place)
        }
        func probabilityOfNew(_ score: Float) -> Double {
            found.probabilityOfNew(photograph("z", [("x", score)]))
        }

        #expect(found.candidates.count == 2)
        #expect(probability(0.7, 0) == 0)
        #expect(abs((probability(0.75, 0) ?? 0) - 0.5) < 1e-6)
        #expect(probability(0.8, 0) == 1)
        // As new animals' they have one candidate each, so that the second place is the known ones'.
        #expect(probability(0.5, 1) == 0)
        #expect(abs((probability(0.55, 1) ?? 0) - 0.5) < 1e-6)
        #expect(probability(0.6, 1) == 1)
        #expect(probability(0.6, 2) == nil)
        // At 0.7 a known one's of weight 1.5, and a new one's of 0.5.
        #expect(probabilityOfNew(0.5) == 1)
        #expect(abs(probabilityOfNew(0.7) - 0.25) < 1e-12)
        #expect(abs(probabilityOfNew(0.6) - 0.625) < 1e-6)
        #expect(probabilityOfNew(0.8) == 0)
        #expect(AnswerCalibration(OpenSetCases([], knowing: [])) == nil)
    }

    /// The right individual's score is the root of an even number, the best other's an even number.
    private func drawn(_ count: Int) -> OpenSetCases {
        let even = Tensor.rand([count, 2], generator: Generator(seed: 5)).array(of: Float.self)
        let photographs = (0..<count).map { number in
            let truth = "individual \(number / 2)"
            return photograph(
                truth, [(truth, even[2 * number].squareRoot()), ("other", even[2 * number + 1])],
                image: "\(number).jpg")
        }
        let known = Set(photographs.compactMap(\.truth))
        return OpenSetCases(photographs, knowing: known)
    }

    @Test("Given scores of a known distribution, probabilities come near the true ones")
    func probabilitiesAreTrue() throws {
        let share = 0.2
        let found = try #require(AnswerCalibration(drawn(20000), newShare: share))

        for step in 4...19 {
            let score = Double(step) / 20
            // Densities of the best score: 2s² of right ones, s² of wrong ones, 1 of new animals.
            let all = (1 - share) * 3 * score * score + share
            func candidate(_ score: Double) -> Candidate {
                Candidate(individual: "x", score: Float(score), row: 0)
            }
            let first = try #require(found.probability(of: candidate(score), at: 0))
            #expect(abs(first - (1 - share) * 2 * score * score / all) < 0.06)
            let new = found.probabilityOfNew(photograph("z", [("x", Float(score))]))
            #expect(abs(new - share / all) < 0.06)
            // Of the second: 2s (1 − s) of right ones, 1 − s² of wrong ones.
            let second = try #require(found.probability(of: candidate(score), at: 1))
            if score < 0.9 { #expect(abs(second - 2 * score / (1 + 3 * score)) < 0.06) }
        }
    }

    @Test(
        "Given probabilities of others' photographs, they are reliable",
        arguments: [(ScoreCalibration.Method.isotonic, 0.03), (.platt, 0.06)])
    func othersProbabilitiesAreReliable(
        _ method: ScoreCalibration.Method, error: Double
    ) throws {
        let cases = drawn(2000)

        let curve = try #require(
            AnswerCalibration.reliability(
                of: cases, newShare: 0.2, method: method, threshold: 0.3))

        #expect(curve.bins.count >= 5)
        #expect(curve.expectedError < error)
        // Every photograph is judged once as it is, and once as new.
        #expect(abs(curve.bins.reduce(0) { $0 + $1.weight } - 4000) < 1e-6)
        // Scores that tell nothing are no reason for confidence.
        let blind = AnswerCalibration.reliability(
            of: OpenSetCases(
                cases.known.map { one in
                    RankedPhotograph(
                        image: one.image, truth: one.truth,
                        candidates: one.candidates.map {
                            Candidate(individual: $0.individual, score: 0.5, row: 0)
                        })
                }, knowing: Set(cases.known.compactMap(\.truth))), newShare: 0.2,
            method: method, threshold: 0.3)
        #expect(try #require(blind).bins.count <= 2)
    }

    @Test("Given parts, an individual's photographs are in one, and parts are alike in size")
    func partsKeepIndividualsTogether() {
        let cases = drawn(100)

        let parts = cases.parts(5)

        #expect(parts.count == 100)
        #expect((0..<5).allSatisfy { part in parts.values.count { $0 == part } == 20 })
        let ofIndividuals = Dictionary(grouping: cases.known) { $0.truth }
            .mapValues { Set($0.map { parts[$0.image] }) }
        #expect(ofIndividuals.values.allSatisfy { $0.count == 1 })
        let few = AnswerCalibration.reliability(of: drawn(2), threshold: 0.3)
        #expect(few == nil)
    }
}
