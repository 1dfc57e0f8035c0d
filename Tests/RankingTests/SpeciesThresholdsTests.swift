import Testing
import Torch

@testable import Ranking

@Suite struct SpeciesThresholdsTests {
    /// Photographs of individuals named after their species; scores lie higher in some species than in others.
    private func drawn(_ species: String, _ count: Int, higher: Float) -> [RankedPhotograph] {
        let generator = Generator(seed: UInt64(count))
        func draws(_ range: Range<Int>) -> [Int] {
            Tensor.randint(range, [count], generator: generator).array(of: Int.self)
        }
        return zip(draws(0..<20), draws(0..<8)).map { score, rank in
            let first = Float(score) / 40 + higher
            return RankedPhotograph(
                image: species, truth: species,
                candidates: (0..<6).map { place in
                    Candidate(
                        individual: place == rank ? species : "other \(place)",
                        score: first - Float(place) / 20, row: place)
                })
        }
    }

    private func species(_ photograph: RankedPhotograph) -> String? {
        photograph.image == "nameless" ? nil : photograph.image
    }

    /// The greatest MAP@5 of all thresholds, judging the five answers themselves.
    private func greatest(_ cases: OpenSetCases, newShare: Double) -> Double {
        let scores = (cases.known + cases.new).map(\.bestScore)
        return (scores + [2]).map { map5(cases, $0, newShare: newShare) }.max() ?? 0
    }

    private func map5(_ cases: OpenSetCases, _ threshold: Float, newShare: Double) -> Double {
        func mean(_ photographs: [RankedPhotograph], isKnown: Bool) -> Double {
            photographs.reduce(0) {
                $0 + $1.averagePrecision(threshold: threshold, isKnown: isKnown)
            } / Double(photographs.count)
        }
        return (1 - newShare) * mean(cases.known, isKnown: true)
            + newShare * mean(cases.new, isKnown: false)
    }

    @Test("Given species, each has the best of all its thresholds; small ones have everybody's")
    func speciesHaveTheirOwn() throws {
        let photographs =
            drawn("beluga", 60, higher: 0.4) + drawn("minke", 50, higher: 0)
            + drawn("orca", 9, higher: 0.2) + drawn("nameless", 40, higher: 0.1)
        let cases = OpenSetCases(
            photographs, knowing: ["beluga", "minke", "orca", "nameless"])
        for share in [0.1, 0.5] {
            let found = try #require(
                SpeciesThresholds(cases, newShare: share, least: 10, species: species))

            #expect(found.overall == NewIndividualThreshold(cases, newShare: share))
            #expect(abs(found.overall.map5 - greatest(cases, newShare: share)) < 1e-9)
            #expect(Set(found.ofSpecies.keys) == ["beluga", "minke"])
            for (name, threshold) in found.ofSpecies {
                let own = cases.filter { species($0) == name }
                #expect(abs(threshold.map5 - greatest(own, newShare: share)) < 1e-9)
                #expect(
                    abs(map5(own, threshold.threshold, newShare: share) - threshold.map5) < 1e-9)
                #expect(found.threshold(for: name) == threshold.threshold)
                // A species' own is no worse for it than everybody's.
                #expect(
                    threshold.map5 + 1e-9
                        >= map5(own, found.overall.threshold, newShare: share))
            }
            #expect(found.threshold(for: "beluga") != found.threshold(for: "minke"))
            #expect(found.threshold(for: "orca") == found.overall.threshold)
            #expect(found.threshold(for: "dugong") == found.overall.threshold)
            #expect(found.threshold(for: nil) == found.overall.threshold)
            let nine = SpeciesThresholds(cases, newShare: share, least: 9, species: species)
            #expect(nine?.ofSpecies["orca"] != nil)
            #expect(
                SpeciesThresholds(found.overall).threshold(for: "beluga")
                    == found.overall.threshold)
        }
        #expect(SpeciesThresholds(OpenSetCases([], knowing: []), least: 1) { _ in nil } == nil)
    }
}
