import Testing

@testable import Ranking

@Suite struct OpenSetCasesTests {
    /// Photographs of an individual that the database holds, and of one that it lacks, from a number on.
    private func photographs(known: Int, strangers: Int, from first: Int = 0) -> [RankedPhotograph]
    {
        func photograph(_ number: Int, _ truth: String, _ best: String) -> RankedPhotograph {
            RankedPhotograph(
                image: "\(first + number).jpg", truth: truth,
                candidates: [
                    Candidate(individual: best, score: 0.9, row: 0),
                    Candidate(individual: "other", score: 0.4, row: 1),
                ])
        }
        return (0..<known).map { photograph($0, "al", "al") }
            + (0..<strangers).map { photograph(known + $0, "zoe", "al") }
    }

    private func cases(known: Int, strangers: Int, from first: Int = 0) -> OpenSetCases {
        OpenSetCases(
            photographs(known: known, strangers: strangers, from: first),
            knowing: ["al", "other"])
    }

    @Test("Given few strangers, known ones without their individual stand for new ones, too")
    func othersStandInForFewStrangers() {
        let few = cases(known: 30, strangers: 19)

        #expect(few.known.count == 30)
        #expect(few.new.count == 49)
        #expect(few.new.count { $0.bestScore == 0.4 } == 30)
    }

    @Test("Given strangers enough, nobody stands in for them, and the threshold is theirs")
    func strangersDecideWhereTheyAreEnough() throws {
        let enough = cases(known: 30, strangers: 20)

        #expect(enough.new.count == 20)
        #expect(enough.new.allSatisfy { $0.bestScore == 0.9 && $0.truth == "zoe" })
        // They look as known ones do, which stand-ins do not.
        let byStrangers = try #require(NewIndividualThreshold(enough, newShare: 0.1))
        #expect(byStrangers.found == 0)
        let byOthers = try #require(
            NewIndividualThreshold(cases(known: 30, strangers: 0), newShare: 0.1))
        #expect(byOthers.found == 1)
    }

    @Test("Given votes, those of a stand-in's own individual go to the others")
    func votesAreShared() {
        let voted = RankedPhotograph(
            image: "1.jpg", truth: "al",
            candidates: [("al", 0.9), ("bo", 0.06), ("cy", 0.04)].enumerated().map {
                Candidate(individual: $1.0, score: Float($1.1), row: $0)
            })
        func standIn(_ score: IndividualScore) -> [Float] {
            OpenSetCases([voted], knowing: ["al", "bo", "cy"], by: score).new[0].candidates
                .map(\.score)
        }

        let shared = standIn(.votes(temperature: 0.07))
        #expect(abs(shared[0] - 0.6) < 1e-5 && abs(shared[1] - 0.4) < 1e-5)
        #expect(standIn(.best) == [0.06, 0.04])
    }

    @Test("Given folds with few strangers each, they count together")
    func strangersOfFoldsCountTogether() {
        let joined = OpenSetCases(
            joining: [
                cases(known: 5, strangers: 12), cases(known: 5, strangers: 8, from: 100),
            ])
        let few = OpenSetCases(
            joining: [
                cases(known: 5, strangers: 12), cases(known: 5, strangers: 7, from: 100),
            ])

        #expect(joined.known.count == 10)
        #expect(joined.new.count == 20)
        #expect(few.new.count == 29)
    }

    @Test("Given fewer strange individuals than parts, each part has some of their photographs")
    func partsShareStrangers() {
        let parts = cases(known: 30, strangers: 20).parts(5)

        #expect(parts.count == 50)
        let ofStrangers = (30..<50).compactMap { parts["\($0).jpg"] }
        #expect((0..<5).allSatisfy { part in ofStrangers.count { $0 == part } == 4 })
        #expect(Set((0..<30).compactMap { parts["\($0).jpg"] }).count == 1)
    }
}
