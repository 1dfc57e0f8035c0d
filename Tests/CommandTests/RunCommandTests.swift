import Foundation
import Testing

/// The whole pipeline on drawn animals.
@Suite struct RunCommandTests {
    private let scratch: ScratchFolder
    private let small: SmallRun

    init() throws {
        scratch = try ScratchFolder()
        small = try SmallRun(in: scratch)
    }

    @Test("Given a data set, run names its photographs, and runs again what has changed alone")
    func wholeRun() throws {
        let trial = try small.figures("run", [], ["--dry-run"])
        #expect(!FileManager.default.fileExists(atPath: scratch.path("run")))
        let stages = trial.stages.map(\.name)
        #expect(
            stages.filter { $0 != "report" } == [
                "prepare", "train-0-0", "embed-0-0", "validate-0-0", "pseudo-label-0-0",
                "train-1-0", "embed-1-0", "validate-1-0", "rank",
            ])
        #expect(trial.names("would run") == stages)

        let early = try Command(small.arguments("run", [], ["--until", "validate"]))
        #expect(early.status == 0, "\(early.errors)")
        #expect(early.output.contains("next       the same command without --until"))
        #expect(early.errors.contains("train, round 0, fold 0\n"))
        #expect(!FileManager.default.fileExists(atPath: small.path("run", "rank")))

        let first = try small.figures("run")
        #expect(first.names("kept") == Array(stages.prefix(4)))
        #expect(first.names("ran") == Array(stages.dropFirst(4)))
        #expect(first.rounds.count == 2)
        #expect(first.summary?.queryCount == 14 && first.summary?.databaseCount == 36)
        #expect(first.summary?.known?.count == 12)
        try small.checkSubmission("run")
        let labelled = try small.text("run", "round-0/fold-0/pseudo-label/labelled.csv")
        #expect(labelled.contains("pseudo-label"))
        let matches = try small.text("run", "rank/matches.csv")
        #expect(matches.split(separator: "\n").count == 1 + 5 * 14)
        try checkRule()

        // What stages made that are left is not told of these.
        let part = try small.figures("run", [], ["--until", "train"])
        #expect(part.summary == nil && part.rounds.isEmpty)

        let second = try small.figures("run")
        #expect(second.names("kept") == stages)

        // What hangs on how individuals are ranked, and no more.
        let ranked = try small.figures("run", ["rank.platt=true"])
        #expect(
            ranked.names("kept").prefix(3) == ["prepare", "train-0-0", "embed-0-0"])
        #expect(ranked.names("ran").prefix(1) == ["validate-0-0"])
        #expect(ranked.names("ran").contains("rank"))

        let last = try Command(small.arguments("run", ["rank.platt=true"], ["--from", "rank"]))
        #expect(last.status == 0, "\(last.errors)")
        #expect(last.output.contains(/train, round 0, fold 0 +kept/))
        #expect(last.output.contains(/rank +ran/))
        #expect(last.output.contains("submission \(small.path("run", "rank/submission.csv"))"))
        #expect(last.output.contains("held out   MAP@5"))
    }

    /// Expects that the rule that a run found names photographs outside of it as the run does, by its own models alone.
    private func checkRule() throws {
        func rank(_ round: Int, _ more: String...) throws -> Command {
            let folder = small.path("run", "round-\(round)/fold-0/embed")
            return try Command(
                [
                    "rank", "--database", "\(folder)/known.safetensors", "--queries",
                    "\(folder)/queries.safetensors", "--rule", small.path("run", "rank/rule.json"),
                    "--submission", scratch.path("later.csv"), "--force",
                ] + more)
        }
        let later = try rank(1)
        #expect(later.status == 0, "\(later.errors)")
        #expect(
            try String(contentsOfFile: scratch.path("later.csv"), encoding: .utf8)
                == small.text("run", "rank/submission.csv"))
        let other = try rank(0)
        #expect(other.status == 65)
        #expect(other.errors.contains("the rule holds for the model"), "\(other.errors)")
        let expanded = try rank(1, "--query-expansion", "2")
        #expect(expanded.status == 65)
        #expect(expanded.errors.contains("made otherwise; leave out"), "\(expanded.errors)")
    }

    @Test("Given crops that are written, answers and neighbours have their photographs' names")
    func crops() throws {
        let figures = try small.figures(
            "crops", ["crop.write=true", "crop.longer_edge=32"])

        #expect(figures.names("ran").starts(with: ["prepare", "crop-known", "crop-queries"]))
        #expect(figures.summary?.known?.count == 12)
        try small.checkSubmission("crops")
        let rows = try small.text("crops", "rank/matches.csv").split(separator: "\n")
            .dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        let neighbours = Set(rows.map { String($0[5]) }).subtracting([""])
        #expect(!neighbours.isEmpty && neighbours.isSubset(of: small.animals.known))
    }

    @Test("Given all folds, each has a model of its own, and all of them name the photographs")
    func allFolds() throws {
        let figures = try small.figures(
            "folds", ["train.all_folds=true", "pseudo_labels.rounds=0"])

        #expect(
            figures.names("ran").filter { $0.hasPrefix("train") } == ["train-0-0", "train-0-1"])
        try small.checkSubmission("folds")

        // Their rule holds for the mean of their scores, outside of the run as well.
        let embedded = [0, 1].flatMap { fold in
            [("--database", "known"), ("--queries", "queries")].flatMap { option, part in
                [option, small.path("folds", "round-0/fold-\(fold)/embed/\(part).safetensors")]
            }
        }
        let rule = ["--rule", small.path("folds", "rank/rule.json")]
        let later = scratch.path("later.csv")
        let command = try Command(
            ["rank"] + embedded + rule + ["--combine", "scores", "--submission", later])
        #expect(command.status == 0, "\(command.errors)")
        #expect(
            try String(contentsOfFile: later, encoding: .utf8)
                == small.text("folds", "rank/submission.csv"))
        let sideBySide = try Command(
            ["rank"] + embedded + rule + ["--submission", later, "--force"])
        #expect(sideBySide.status == 65)
        #expect(sideBySide.errors.contains("give --combine scores"), "\(sideBySide.errors)")
    }

    @Test("Given boxes, weights and embeddings from elsewhere, they stand in for stages")
    func elsewhere() throws {
        let rounds = "pseudo_labels.rounds=0"
        _ = try small.figures("own", [rounds])
        let own = try small.text("own", "rank/submission.csv")
        let model = small.path("own", "round-0/fold-0/train/model.safetensors")

        let other = try small.figures(
            "model", [rounds, "train.model=\(model)", "detect.boxes=\(small.animals.table)"])
        #expect(other.names("ran").starts(with: ["prepare", "detect", "embed-0-0"]))
        #expect(try small.text("model", "rank/submission.csv") == own)

        let embeddings = ["known", "queries"].map { part in
            "embed.\(part)=\(small.path("own", "round-0/fold-0/embed/\(part).safetensors"))"
        }
        let given = try small.figures("given", [rounds] + embeddings)
        #expect(given.names("ran").starts(with: ["prepare", "embed-0-0", "validate-0-0"]))
        #expect(try small.text("given", "rank/submission.csv") == own)
    }

    @Test(
        "Given photographs to name in a folder of their own, named like known ones, all are answered"
    )
    func queriesInAFolder() throws {
        let folder = scratch.path("new")
        try FileManager.default.createDirectory(
            atPath: folder + "/images", withIntermediateDirectories: true)
        for (query, known) in zip(small.animals.queries, small.animals.known) {
            try FileManager.default.copyItem(
                atPath: "\(small.animals.folder)/\(query)", toPath: "\(folder)/\(known)")
        }
        try small.animals.write { !$0.contains(",test,") }

        let figures = try small.figures(
            "run", ["pseudo_labels.rounds=0", "crop.box="], ["--queries", folder])

        #expect(figures.summary?.queryCount == 14)
        let rows = try small.text("run", "rank/submission.csv").split(separator: "\n")
        let known = small.animals.known[0]
        #expect(rows.contains { $0.hasPrefix("\(folder)/\(known),") }, "\(rows)")
    }

    @Test("Given a detector, photographs are cropped to what it finds")
    func detector() throws {
        let fins = try DrawnFins(in: scratch, train: 4, heldOut: 2)
        let settings = [
            "input.size=64", "input.augmentation=none", "training.epochs=1",
            "training.batch_size=2", "training.precision=float32", "loading.workers=1",
        ]
        let training = try Command(
            ["detect", "train", "--table", fins.folder, "--output", scratch.path("fins-run")]
                + settings.flatMap { ["--set", $0] })
        try #require(training.status == 0, "\(training.errors)")

        // It has hardly learned, so that only a low confidence finds anything.
        let found = [
            "detect.weights=\(scratch.path("fins-run/model.safetensors"))",
            "detect.confidence=0.0001", "pseudo_labels.rounds=0",
        ]
        let odd = try Command(small.arguments("odd", found + ["crop.box=fluke"]))
        #expect(odd.status == 65)
        #expect(odd.errors.contains("class 'fluke', found none; the classes are fin"))
        #expect(!FileManager.default.fileExists(atPath: scratch.path("odd")))
        let figures = try small.figures("found", found)

        #expect(figures.names("ran").starts(with: ["prepare", "detect", "train-0-0"]))
        let boxes = try small.text("found", "detect/known.csv")
        #expect(boxes.contains(" fin ") && boxes.contains("detector"))
        try small.checkSubmission("found")
        #expect(try small.figures("found", found).names("ran").isEmpty)
    }

    @Test("Given no sure answers, the model of the round before stays, whatever it started from")
    func nothingLabelled() throws {
        _ = try small.figures("own", ["pseudo_labels.rounds=0"])
        let weights = small.path("own", "round-0/fold-0/train/model.safetensors")

        let figures = try small.figures(
            "run",
            [
                "pseudo_labels.least=1000", "pseudo_labels.from_teacher=false",
                "train.configuration.model.weights=\(weights)",
            ])

        #expect(figures.rounds.count == 1)
        for file in ["train/model", "embed/known", "embed/queries"] {
            let rounds = [0, 1].map {
                FileManager.default.contents(
                    atPath: small.path("run", "round-\($0)/fold-0/\(file).safetensors"))
            }
            #expect(rounds[0] != nil && rounds[0] == rounds[1], "\(file)")
        }
        try small.checkSubmission("run")
    }

    @Test("Given rows of two animals in one photograph, and water without any, all are answered")
    func severalAnimals() throws {
        let animals = small.animals
        try animals.write(adding: [
            "\(animals.known[0]),animal1,dolphin,train,1 1 9 9 pixels fin - drawn",
            "\(animals.queries[0]),animal1,dolphin,test,1 1 9 9 pixels fin - drawn",
        ])

        _ = try small.figures("run")

        try small.checkSubmission("run")
        let located = try Command(small.arguments("boxes", ["detect.boxes=\(animals.table)"]))
        #expect(located.status == 65)
        #expect(located.errors.contains("1 known photographs show several animals, such as"))
    }

    @Test("Given photographs on neither side, or to name from elsewhere, they are known or not")
    func sides() throws {
        let animals = small.animals
        let text = try String(contentsOfFile: animals.table, encoding: .utf8)
        let unused = text.replacingOccurrences(
            of: "a0-0.png,animal0,dolphin,train", with: "a0-0.png,animal0,dolphin,unused")
        #expect(unused != text)
        try Data(unused.utf8).write(to: URL(fileURLWithPath: animals.table))
        func known(_ folder: String, _ more: [String] = []) throws -> Int {
            let command = try Command(small.arguments(folder, [], more + ["--until", "prepare"]))
            #expect(command.status == 0, "\(command.errors)")
            return try small.text(folder, "prepare/known.csv").split(separator: "\n").count - 1
        }
        #expect(try known("unused") == 35)

        // Others are to be named: the table's own are left out, unless that is said.
        let others = scratch.path("others")
        try FileManager.default.createDirectory(
            atPath: others, withIntermediateDirectories: false)
        try FileManager.default.copyItem(
            atPath: "\(animals.folder)/\(animals.queries[0])", toPath: others + "/new.png")
        #expect(try known("elsewhere", ["--queries", others]) == 35)
        let all = ["--set", "data.query=[]"]
        #expect(try known("all", ["--queries", others] + all) == 35 + animals.queries.count)
    }
}
