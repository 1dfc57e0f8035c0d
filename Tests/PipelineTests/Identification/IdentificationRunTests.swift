import Datasets
import Foundation
import Ranking
import Testing
import Torch

@testable import Pipeline

/// Photographs as directions in a plane, named by those of six animals.
@Suite struct IdentificationRunTests {
    private let folder: TemporaryFolder
    private let ranker: Ranker

    /// Given six animals, `b` and `a` with two photographs, in dolphins' directions and in whales'.
    init() throws {
        folder = try TemporaryFolder()
        ranker = Ranker(
            [
                angledEmbeddings([
                    ("b1.jpg", 40, "b"), ("b2.jpg", 50, "b"), ("a1.jpg", 0, "a"),
                    ("a2.jpg", 10, "a"), ("c.jpg", 90, "c"), ("d.jpg", 120, "d"),
                    ("e.jpg", 150, "e"), ("f.jpg", 180, "f"),
                ])
            ], options: RankingOptions())
    }

    private func input(
        _ points: [(image: String, angle: Double, individual: String?)], _ name: String = "asked"
    ) throws -> RankingInput {
        let path = folder(name + ".safetensors")
        try angledEmbeddings(points).write(to: path)
        return try RankingInput([path])
    }

    private func table(_ images: [String], species: [String: String] = [:]) -> PhotographTable {
        PhotographTable(
            root: folder.path,
            photographs: images.map { path in
                var photograph = Photograph(path: path)
                photograph.species = species[path]
                return photograph
            })
    }

    private func run() -> IdentificationRun {
        IdentificationRun(ranker, databaseAt: "database.safetensors")
    }

    private func names(_ outcome: IdentificationRun.Outcome) -> [[String]] {
        outcome.photographs.map { $0.lines.map(\.individual) }
    }

    @Test("Given a threshold, new_individual leads below it and is second elsewhere")
    func threshold() throws {
        let asked = try input([("near", 3, "a"), ("far", 71, "z"), ("at", 180, "f")])

        let outcome = try run().run(asked, rule: .threshold(cosine(10)))

        #expect(
            names(outcome) == [
                ["a", "new_individual", "b", "c", "d"], ["new_individual", "c", "b", "d", "a"],
                ["f", "new_individual", "e", "d", "c"],
            ])
        #expect(outcome.newCount == 1 && outcome.unseen.isEmpty)
        #expect(outcome.databaseCount.photographs == 8 && outcome.databaseCount.individuals == 6)
        #expect(outcome.known?.count == 2 && outcome.known?.top1 == 1)
        #expect(outcome.decision?.map5 == 1 && outcome.decision?.recall == 1)
        let first = outcome.photographs[0].lines
        #expect(first[0].neighbour == "a1.jpg" && first[1].neighbour == nil)
        #expect(abs((first[0].score ?? 0) - cosine(3)) < 1e-6 && first[1].score == nil)
        #expect(first.allSatisfy { $0.probability == nil })
        // Just at the threshold an animal is known.
        #expect(names(try run().run(asked, rule: .threshold(1)))[2].first == "f")
    }

    @Test("Given nobody's name of the queries, nothing is judged")
    func unnamed() throws {
        let outcome = try run().run(try input([("q", 3, nil)]), rule: .threshold(0.5))

        #expect(outcome.known == nil && outcome.decision == nil)
        #expect(!outcome.text.contains("MAP@5"))
    }

    @Test("Given a table of queries, each has one answer in its order, unseen ones without looking")
    func queryTable() throws {
        let asked = try input([("1", 3, nil), ("2", 91, nil)])

        let outcome = try run().run(
            asked, table: table(["2", "unseen", "1", "2"]), rule: .threshold(0.9))

        #expect(outcome.photographs.map(\.image) == ["2", "unseen", "1"])
        #expect(names(outcome)[0].first == "c" && names(outcome)[2].first == "a")
        // The most photographed, those with as many in the order of names.
        #expect(names(outcome)[1] == ["new_individual", "a", "b", "c", "d"])
        #expect(outcome.unseen == ["unseen"] && outcome.newCount == 1)
        #expect(outcome.photographs[1].lines.allSatisfy { $0.score == nil && $0.neighbour == nil })
        #expect(outcome.decision == nil)
    }

    @Test(
        "Given whom photographs show, those without an embedding are judged by their answers, too")
    func unseenAreJudged() throws {
        var named = table(["near", "unseen", "far"])
        for (row, name) in ["a", "e", "z"].enumerated() { named[row].individual = name }

        let outcome = try run().run(
            try input([("near", 3, "a"), ("far", 71, "z")]), table: named,
            rule: .threshold(cosine(10)))

        // Right first, not among the five, and right first.
        #expect(abs((outcome.decision?.map5 ?? 0) - 2.0 / 3) < 1e-9)
        #expect(abs((outcome.decision?.precision ?? 0) - 0.5) < 1e-9)
        #expect(outcome.known?.count == 1)
    }

    @Test("Given an embedding of a photograph that the table lacks, it is refused")
    func stranger() throws {
        let asked = try input([("1", 3, nil), ("stranger", 91, nil)])

        let error = #expect(throws: DatasetError.self) {
            try run().run(asked, table: table(["1"]), rule: .threshold(0.9))
        }

        #expect(error?.path == folder("asked.safetensors") && error?.kind == .malformed)
        #expect(error?.problem == "the table of queries has no row for stranger")
    }

    /// Photographs whose best scores are the cosines of 1° or 2°, and of 32° and more without their own individuals.
    private func held() throws -> RankingInput {
        try input([("h1", 1, "a"), ("h2", 42, "b"), ("h3", 89, "c"), ("h4", 122, "d")], "held")
    }

    @Test("Given validation, the threshold parts known from new, and answers have probabilities")
    func validation() throws {
        let asked = try input([("near", 1.5, nil), ("far", 70, nil), ("between", 15, nil)])

        for method in ScoreCalibration.Method.allCases {
            var options = NewIndividualRule.Options()
            options.calibration = method
            let outcome = try run().run(asked, rule: .validation(try held(), options))

            #expect(abs(outcome.rule.threshold - cosine(2)) < 1e-6)
            #expect(abs((outcome.rule.validation?.map5 ?? 0) - 1) < 1e-12)
            #expect(names(outcome).map(\.first) == ["a", "new_individual", "new_individual"])
            for photograph in outcome.photographs {
                #expect(photograph.lines.allSatisfy { 0...1 ~= ($0.probability ?? -1) })
            }
            let (near, far) = (outcome.photographs[0].lines, outcome.photographs[1].lines)
            #expect((near[0].probability ?? 0) > 0.5 && (near[1].probability ?? 1) < 0.5)
            #expect((far[0].probability ?? 0) > (near[1].probability ?? 1))
            #expect((far[1].probability ?? 1) < (near[0].probability ?? 0))
            #expect(outcome.text.contains("by validation: MAP@5 1.000 with 10 % new animals"))
        }
    }

    @Test("Given a rule that was found and stored, answers are those with the one it was found as")
    func found() throws {
        let asked = try input([("near", 1.5, nil), ("far", 70, nil)])
        let first = try run().run(asked, rule: .validation(try held(), .init()))
        let stored = try JSONEncoder().encode(first.summary)

        let again = try run().run(
            asked,
            rule: .found(try JSONDecoder().decode(IdentificationSummary.self, from: stored).rule))

        #expect(
            MatchesFile.bytes(again.photographs) == MatchesFile.bytes(first.photographs)
                && first.photographs[0].lines[0].probability != nil)
    }

    @Test("Given validation that tells no threshold, the error names both files")
    func noThreshold() throws {
        let asked = try input([("q", 1, nil)])
        let strangers = try input([("h", 1, "z"), ("g", 2, nil)], "held")

        let error = #expect(throws: DatasetError.self) {
            try run().run(asked, rule: .validation(strangers, .init()))
        }

        #expect(error?.path == folder("held.safetensors") && error?.kind == .malformed)
        #expect(error?.problem.contains("2 photographs shows an individual of database") == true)
    }

    @Test("Given species, those with photographs enough have thresholds of their own")
    func speciesThresholds() throws {
        // Dolphins lie close together, whales far apart.
        let database = angledEmbeddings([
            ("1", 0, "a"), ("2", 10, "b"), ("3", 90, "c"), ("4", 140, "d"),
        ])
        let run = IdentificationRun(
            Ranker([database], options: RankingOptions()), databaseAt: "database",
            speciesOfIndividuals: ["a": "dolphin", "b": "dolphin", "c": "whale", "d": "whale"])
        let held = try input(
            [("h1", 1, "a"), ("h2", 9, "b"), ("h3", 105, "c"), ("h4", 125, "d")], "held")
        let asked = try input([("5°", 4.9, nil), ("told", 4.9, nil), ("whale", 100, nil)])
        let table = table(["5°", "told", "whale"], species: ["told": "whale"])
        func firsts(_ least: Int?) throws -> (rule: NewIndividualRule, names: [String?]) {
            var options = NewIndividualRule.Options()
            options.leastPerSpecies = least
            let outcome = try run.run(asked, table: table, rule: .validation(held, options))
            return (outcome.rule, names(outcome).map(\.first))
        }

        let own = try firsts(2)
        #expect(abs((own.rule.speciesThresholds["dolphin"] ?? 0) - cosine(1)) < 1e-6)
        #expect(abs((own.rule.speciesThresholds["whale"] ?? 0) - cosine(15)) < 1e-6)
        #expect(own.names == ["new_individual", "a", "c"])
        for least in [3, nil] {
            let overall = try firsts(least)
            #expect(overall.rule.speciesThresholds.isEmpty)
            #expect(abs(overall.rule.threshold - cosine(15)) < 1e-6)
            #expect(overall.names == ["a", "a", "c"])
        }
    }
}
