import Datasets
import Foundation
import Ranking
import Testing
import Torch

@testable import Pipeline

@Suite struct PseudoLabelRunTests {
    private let files: PseudoLabelFiles

    init() throws {
        files = try PseudoLabelFiles()
    }

    private let training = [
        "photograph,individual,species,split,boat", "t0.jpg,ann,orca,fold-0,x",
        "t1.jpg,ann,orca,fold-1,y", "t2.jpg,ben,minke,fold-0,z", "t3.jpg,ben,minke,fold-1,",
        "t4.jpg,cat,minke,fold-0,",
    ]
    private let photographs = [
        "photograph,boxes,width,height,side,boat",
        "p0.jpg,1 2 3 4 pixels fin 0.5 yolo,40,30,left,q", "p1.jpg,,,,,", "p2.jpg,,,,,",
        "p3.jpg,,,,,", "p4.jpg,,,,,", "p5.jpg,,,,,",
    ]
    private let matches = [
        "p0.jpg ann 0.9 ben 0.05", "p1.jpg ann 0.8 new_individual 0.1 ben 0.1",
        "p2.jpg ann 0.7 ben 0.2", "p3.jpg ben 0.6 ann 0.3", "p4.jpg new_individual 0.95 ben 0.01",
        "p5.jpg ben 0.85 ann 0.1",
    ]

    private func run(
        teacherFold: String? = "0", matches: [String]? = nil, photographs: [String]? = nil,
        training: [String]? = nil
    ) throws -> PseudoLabelRun {
        PseudoLabelRun(
            training: try files.table("training.csv", training ?? self.training),
            photographs: try files.table("photographs.csv", photographs ?? self.photographs),
            predictions: try files.matches("matches.csv", matches ?? self.matches),
            teacher: PseudoLabelTeacher(name: "0123456789ab", heldOut: teacherFold))
    }

    private func column(_ column: LabelColumn, of table: PhotographTable) -> [String?] {
        (0..<table.count).map { table.value(column, at: $0) }
    }

    @Test("Given a confidence, sure predictions join unchanged rows, with weight, box and teacher")
    func surePredictionsJoin() throws {
        let run = try run()
        let outcome = try run.run(PseudoLabelSettings(.confidence(0.7)))

        let table = outcome.table
        #expect(
            table.photographs.map(\.path).suffix(4) == ["p0.jpg", "p1.jpg", "p2.jpg", "p5.jpg"])
        for row in 0..<5 {
            var before = run.training.table[row]
            before.further += Array(repeating: "", count: table[row].further.count - 1)
            #expect(table[row] == before)
        }
        let first = table[5]
        #expect(first.individual == "ann" && first.species == "orca" && first.split == .train)
        #expect(first.boxes == run.photographs.table[0].boxes && first.size?.width == 40)
        #expect(first.side == "left" && table.value("boat", at: 5) == "q")
        #expect(column(.weight, of: table).suffix(4) == ["0.9", "0.8", "0.7", "0.85"])
        #expect(
            column(.teacher, of: table).suffix(5) == [nil]
                + Array(repeating: "0123456789ab", count: 4))
        #expect(column(.teacherFold, of: table).suffix(4) == ["0", "0", "0", "0"])
        #expect((0..<9).map(table.isPseudoLabelled) == (0..<9).map { $0 > 4 })
        let report = outcome.report
        #expect(report.predicted == 6 && report.predictedNew == 1 && report.accepted == 4)
        #expect(report.lessSure == 1 && report.newLeftOut == 1 && report.beyondLimit == 0)
        #expect(report.expectedRight == nil && report.validation == nil)
        #expect(report.individuals.map(\.name) == ["ann", "ben"])
        #expect(report.individuals.map(\.accepted) == [3, 1])
        #expect(report.individuals.map(\.learned) == [2, 2])
    }

    @Test("Given hard labels and a limit, the surest of each individual join and count fully")
    func limitPerIndividual() throws {
        var settings = PseudoLabelSettings(.confidence(0.5))
        settings.kind = .hard
        settings.perIndividual = 1

        let outcome = try run().run(settings)

        #expect(outcome.table.photographs.map(\.path).suffix(2) == ["p0.jpg", "p5.jpg"])
        #expect(column(.weight, of: outcome.table).allSatisfy { $0 == nil })
        #expect(outcome.report.beyondLimit == 3)
    }

    @Test("Given soft labels, all answers share the label, and their sum is its weight")
    func softLabels() throws {
        var settings = PseudoLabelSettings(.confidence(0.8))
        settings.kind = .soft

        let outcome = try run().run(settings)

        let text = try #require(outcome.table.value(.candidates, at: 6))
        let candidates = try #require(CandidateText.candidates(text))
        #expect(candidates.map(\.individual) == ["ann", "ben"])
        #expect(abs(candidates[0].share - 8.0 / 9) < 1e-9)
        #expect(outcome.table.value(.weight, at: 6) == "0.9")
        var configuration = TrainingConfiguration.Data()
        configuration.fold = 0
        let data = try TrainingData(table: outcome.table, configuration, seed: 1, path: "t")
        #expect(data.trainCandidates.count == 3)
    }

    @Test(
        "Given matches of photographs held out, the confidence is the lowest that is precise enough"
    )
    func precisionChooses() throws {
        var run = try run()
        run.validation = try files.matches(
            "held.csv", ["t0.jpg ann 0.9", "t2.jpg ben 0.65", "t4.jpg ann 0.3"])
        var settings = PseudoLabelSettings(.precision(0.9))
        settings.leastAccepted = 2

        let outcome = try run.run(settings)

        #expect(outcome.report.confidence == 0.65)
        #expect(outcome.report.accepted == 4)
        let validation = try #require(outcome.report.validation)
        #expect(validation.count == 3 && validation.chosen.accepted == 2)
        #expect(validation.chosen.precision == 1 && validation.curve.count == 3)
        #expect(validation.lowerPrecision < 0.4)
        #expect(outcome.report.expectedRight == 4)
        let html = outcome.page.html
        for text in ["Photographs held out", "precision", "coverage", "The least sure", "p2.jpg"] {
            #expect(html.contains(text), "\(text)")
        }
        #expect(outcome.report.text.contains("2 of 3 photographs would be accepted, 2 rightly"))
    }

    @Test("Given an animal that only the held out photographs show, new_individual is right")
    func unknownTruth() throws {
        // `cat` is in fold-0 alone, which the teacher has not seen.
        var run = try run()
        run.validation = try files.matches(
            "held.csv",
            ["t0.jpg ann 0.9", "t2.jpg new_individual 0.8", "t4.jpg new_individual 0.7"])
        var settings = PseudoLabelSettings(.confidence(0.7))
        settings.newIndividuals = .cluster
        run.embeddings = try embeddings(["p4.jpg": [1, 0]])

        let validation = try #require(try run.run(settings).report.validation)

        #expect(validation.new?.accepted == 2 && validation.new?.right == 1)
        #expect(validation.chosen.accepted == 1)
    }

    @Test(
        "Given a precision that is not reached, or too few photographs, the error says how near it is",
        arguments: [
            (0.9, 1, "the best is 66.7 %, 2 of 3 from 0.3000 on"),
            (0.5, 4, "only 3 photographs held out"),
        ])
    func precisionIsNotReached(precision: Double, least: Int, problem: String) throws {
        var run = try run()
        run.training.table[4].individual = "ben"
        run.validation = try files.matches(
            "held.csv", ["t0.jpg ben 0.9", "t2.jpg ben 0.65", "t4.jpg ben 0.3"])
        var settings = PseudoLabelSettings(.precision(precision))
        settings.leastAccepted = least

        let error = #expect(throws: RunError.self) { try run.run(settings) }

        #expect(error?.problem.contains(problem) == true, "\(error?.problem ?? "")")
    }

    @Test(
        "Given photographs held out that the teacher learned from, they say nothing, and are refused"
    )
    func judgedPhotographsWereHeldOut() throws {
        var run = try run()
        run.validation = try files.matches("held.csv", ["t0.jpg ann 0.9", "t1.jpg ann 0.9"])

        let error = #expect(throws: DatasetError.self) {
            try run.run(PseudoLabelSettings(.confidence(0.5)))
        }

        #expect(error?.problem.contains("'t1.jpg' is in 'fold-1'") == true)
    }

    @Test(
        "Given photographs to label that are learned from or held out, they are refused",
        arguments: [
            ("train", "0", true), ("validation", "0", true), ("fold-0", "0", true),
            ("fold-3", "0", true), ("", "0", true), ("test", "0", false), ("query", nil, false),
            ("test", "test", true),
        ] as [(String, String?, Bool)])
    func leaksAreRefused(split: String, teacherFold: String?, isRefused: Bool) throws {
        let run = try run(
            teacherFold: teacherFold, training: training + ["p0.jpg,ben,orca,\(split),"])
        let settings = PseudoLabelSettings(.confidence(0.7))

        guard isRefused else {
            #expect(try run.run(settings).report.accepted == 4)
            return
        }
        let error = #expect(throws: DatasetError.self) { try run.run(settings) }
        #expect(error?.problem.contains("such as p0.jpg in") == true)
    }

    @Test("Given photographs of a fold that nobody named, they are refused just as well")
    func namelessHeldOutPhotographs() throws {
        let run = try run(training: training + ["p1.jpg,,,fold-1,"])

        #expect(throws: DatasetError.self) { try run.run(PseudoLabelSettings(.confidence(0.99))) }
    }

    @Test("Given labels, the teacher's fold learns from them, and another fold refuses them")
    func trainingIsLeakSafe() throws {
        let outcome = try run().run(PseudoLabelSettings(.confidence(0.7)))
        let path = files.path("labelled.csv")
        try outcome.table.writeTable(to: path)
        let read = try Dataset(contentsOf: path).table
        var configuration = TrainingConfiguration.Data()
        configuration.fold = 0

        let data = try TrainingData(table: read, configuration, seed: 1, path: path)

        #expect(data.train.count == 2 + 4 && data.validation.count == 3)
        #expect(data.trainWeights == [1, 1, 0.9, 0.8, 0.7, 0.85])
        configuration.fold = 1
        let error = #expect(throws: DatasetError.self) {
            try TrainingData(table: read, configuration, seed: 1, path: path)
        }
        #expect(error?.problem.contains("it held out 0") == true)
        // A second round starts from the table without labels.
        var again = try run()
        again.training = .init(read, path: path)
        let round = #expect(throws: DatasetError.self) {
            try again.run(PseudoLabelSettings(.confidence(0.7)))
        }
        #expect(round?.problem.contains("an earlier round") == true)
    }

    @Test("Given the labels of another fold's teacher, those of this one join beside them")
    func teachersOfSeveralFolds() throws {
        let settings = PseudoLabelSettings(.confidence(0.8))
        let first = try run().run(settings)
        var run = try run(teacherFold: "1")
        run.training.table = first.table

        let both = try run.run(settings)

        #expect(both.table.count == 5 + 3 + 3)
        for fold in 0..<2 {
            var configuration = TrainingConfiguration.Data()
            configuration.fold = fold
            let data = try TrainingData(table: both.table, configuration, seed: 1, path: "t")
            #expect(data.leftOutPseudoLabels == 3)
            #expect(data.train.photographs.count { $0.path.hasPrefix("p") } == 3)
        }
    }

    // MARK: New individuals

    private func embeddings(_ vectors: [String: [Float]], model: String? = nil) throws -> String {
        let names = vectors.keys.sorted()
        let rows = names.flatMap { vectors[$0] ?? [] }
        try Embeddings(
            vectors: Tensor(rows).reshape(names.count, rows.count / names.count), images: names,
            model: model
        ).write(to: files.path("e.safetensors"))
        return files.path("e.safetensors")
    }

    private let newMatches = [
        "p0.jpg new_individual 0.9", "p1.jpg new_individual 0.8", "p2.jpg new_individual 0.9",
        "p3.jpg new_individual 0.9", "p4.jpg new_individual 0.9", "p5.jpg new_individual 0.5",
    ]

    @Test("Given new individuals, those alike get a provisional name, and lone ones none")
    func clusters() throws {
        var run = try run(
            matches: newMatches, training: training + ["t9.jpg,provisional_0007,orca,train,"])
        run.embeddings = try embeddings([
            "p0.jpg": [0, 1, 0], "p1.jpg": [1, 0, 0], "p2.jpg": [1, 0.1, 0], "p3.jpg": [0, 0, 1],
            "p4.jpg": [1, 0, 0.1], "p5.jpg": [0, 1, 0],
        ])
        var settings = PseudoLabelSettings(.confidence(0.8))
        settings.newIndividuals = .cluster

        let outcome = try run.run(settings)

        #expect(outcome.table.photographs.suffix(3).map(\.path) == ["p1.jpg", "p2.jpg", "p4.jpg"])
        #expect(
            Set(outcome.table.photographs.suffix(3).map(\.individual)) == ["provisional_0008"])
        #expect(outcome.report.acceptedProvisional == 3 && outcome.report.newLeftOut == 2)
        #expect(outcome.report.lessSure == 1)
        #expect(outcome.page.html.contains("provisional_0008, 3 photographs"))
        settings.clusterPhotographs = 1
        let names = try run.run(settings).table.photographs.suffix(5).compactMap(\.individual)
        #expect(
            names == [
                "provisional_0009", "provisional_0008", "provisional_0008", "provisional_0010",
                "provisional_0008",
            ])
    }

    @Test("Given embeddings that lack a photograph, or are of another model, they are refused")
    func wrongEmbeddings() throws {
        var run = try run(matches: newMatches)
        var settings = PseudoLabelSettings(.confidence(0.8))
        settings.newIndividuals = .cluster
        let all = Dictionary(uniqueKeysWithValues: (0..<6).map { ("p\($0).jpg", [Float(1), 0]) })
        for (vectors, model) in [(all.filter { $0.key != "p3.jpg" }, nil), (all, "ffff")] {
            run.embeddings = try embeddings(vectors, model: model)
            #expect(throws: (any Error).self) { try run.run(settings) }
        }
        run.embeddings = try embeddings(all, model: "0123456789abcdef")
        #expect(try run.run(settings).report.acceptedProvisional == 5)
    }

    // MARK: Files that do not go together

    @Test(
        "Given predictions that do not go with the photographs, the error says where",
        arguments: [
            ("p9.jpg ann 0.9", "is not among the 7 photographs"),
            ("p1.jpg ann 0.9", "stands in several rows"), ("p0.jpg ann -", "has no probability"),
        ])
    func misfits(match: String, problem: String) throws {
        let run = try run(
            matches: ["p2.jpg ann 0.9", match], photographs: photographs + ["p1.jpg,,,,,"])

        let error = #expect(throws: DatasetError.self) {
            try run.run(PseudoLabelSettings(.confidence(0.5)))
        }

        #expect(error?.line == 3)
        #expect(error?.problem.contains(problem) == true, "\(error?.problem ?? "")")
    }

    @Test("Given no prediction that is sure enough, the error says so")
    func nothingIsAccepted() throws {
        let error = #expect(throws: RunError.self) {
            try run().run(PseudoLabelSettings(.confidence(0.97)))
        }

        #expect(error?.problem.contains("none of the 6 predictions") == true)
    }

    @Test("Given scores alone, they are confidences where that is asked for")
    func scores() throws {
        var settings = PseudoLabelSettings(.confidence(0.9))
        settings.usesScores = true
        settings.kind = .hard

        let outcome = try run(matches: ["p0.jpg ann -", "p1.jpg new_individual - ben -"])
            .run(settings)

        #expect(outcome.report.accepted == 1 && outcome.report.measure == "score")
    }
}
