import Datasets
import Foundation
import Ranking
import Testing
import Torch

@testable import Pipeline

/// What `rank` writes.
@Suite struct IdentificationFilesTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Names two photographs by five animals, `e` under another name.
    private func outcome(
        _ name: String = "e",
        rule: (RankingInput) -> IdentificationRun.Rule = { _ in .threshold(0.9) }
    ) throws -> IdentificationRun.Outcome {
        let database = angledEmbeddings([
            ("a, 1.jpg", 0, "a"), ("b.jpg", 30, "b"), ("c.jpg", 60, "c"), ("d.jpg", 90, "d"),
            ("e.jpg", 120, name),
        ])
        try angledEmbeddings([("q, 1.jpg", 119, "e"), ("q2.jpg", 15, nil)])
            .write(to: folder("queries.safetensors"))
        try angledEmbeddings([("h1.jpg", 1, "a"), ("h2.jpg", 29, "b"), ("h3.jpg", 62, "c")])
            .write(to: folder("held.safetensors"))
        return try IdentificationRun(
            Ranker([database], options: RankingOptions()), databaseAt: "database"
        ).run(
            try RankingInput([folder("queries.safetensors")]),
            rule: rule(try RankingInput([folder("held.safetensors")])))
    }

    @Test("Given answers, a submission has a line per photograph with five distinct names")
    func submission() throws {
        try outcome().write(submission: folder("submission.csv"), matches: nil)

        #expect(
            try folder.text("submission.csv") == """
                image,predictions
                "q, 1.jpg",e new_individual d c b
                q2.jpg,a new_individual b c d

                """)
        #expect(try folder.files == ["held.safetensors", "queries.safetensors", "submission.csv"])
    }

    @Test("Given answers, matches have a row for each with what it rests on")
    func matches() throws {
        let outcome = try outcome()
        try outcome.write(submission: nil, matches: folder("matches.csv"))

        let lines = try folder.text("matches.csv").split(separator: "\n").map(String.init)
        let score = try #require(outcome.photographs[1].lines[0].score)
        #expect(lines.count == 1 + 2 * 5)
        #expect(lines[0] == "image,place,individual,score,probability,neighbour,similarity")
        #expect(lines[6] == "q2.jpg,1,a,\(score),,\"a, 1.jpg\",\(score)")
        #expect(lines[7] == "q2.jpg,2,new_individual,,,,")
        #expect(lines[10].hasPrefix("q2.jpg,5,d,") && lines[1].hasPrefix("\"q, 1.jpg\",1,e,"))
    }

    @Test("Given probabilities, matches tell them, and are read as predictions again")
    func probabilities() throws {
        let outcome = try outcome { .validation($0, .init()) }
        try outcome.write(submission: nil, matches: folder("matches.csv"))

        let read = try PredictionFile(contentsOf: folder("matches.csv")).predictions

        #expect(read.map(\.image) == outcome.photographs.map(\.image))
        for (prediction, photograph) in zip(read, outcome.photographs) {
            #expect(prediction.answers.map(\.individual) == photograph.lines.map(\.individual))
            #expect(prediction.answers.map(\.probability) == photograph.lines.map(\.probability))
            #expect(prediction.answers.allSatisfy { $0.probability != nil })
        }
    }

    @Test("Given a name with a space, there is no submission, nor matches beside it")
    func spaces() throws {
        let outcome = try outcome("Big Ed")

        let error = #expect(throws: DatasetError.self) {
            try outcome.write(submission: folder("submission.csv"), matches: folder("matches.csv"))
        }

        #expect(error?.path == folder("submission.csv") && error?.kind == .malformed)
        #expect(error?.problem.contains("an individual called 'Big Ed'") == true)
        #expect(try folder.files == ["held.safetensors", "queries.safetensors"])
        try outcome.write(submission: nil, matches: folder("matches.csv"))
        #expect(try folder.text("matches.csv").contains(",Big Ed,"))
    }

    @Test("Given one file that cannot be written, neither appears, and old ones stay")
    func together() throws {
        try folder.write("old", to: "submission.csv")
        let outcome = try outcome()

        let error = #expect(throws: DatasetError.self) {
            try outcome.write(
                submission: folder("submission.csv"), matches: folder("held.safetensors/m.csv"))
        }

        #expect(error?.kind == .unwritable && error?.path == folder("held.safetensors/m.csv"))
        #expect(try folder.text("submission.csv") == "old")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 3,
            "nothing half-written")
    }
}
