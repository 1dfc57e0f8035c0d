import Foundation
import Ranking
import Testing
import Torch

/// Trains a small network on pictures of three animals, each of a colour of its own.
@Suite struct TrainCommandTests {
    private let scratch: ScratchFolder
    private let table: String
    private let settings = [
        "input.width=32", "input.height=32", "model.embedding=16", "model.drop_path=0.1",
        "training.epochs=3", "training.batch_size=4", "training.accumulation=2",
        "training.precision=float32", "training.average_decay=0.9",
        "training.checkpoint_minutes=0", "loading.workers=1",
    ]

    init() throws {
        scratch = try ScratchFolder()
        table = scratch.path("table.csv")
        try ColouredPhotographs(of: ["ann", "ben", "cat"], in: scratch)
            .table("photograph,individual,species,split", to: table) { photograph in
                // Not every photograph's species is known.
                let species =
                    photograph.number == 2 ? "" : photograph.name == "cat" ? "whale" : "dolphin"
                return "\(species),\(photograph.number < 6 ? "train" : "validation")"
            }
    }

    private func arguments(_ run: String, _ more: [String] = []) -> [String] {
        ["train", "--table", table, "--output", scratch.path(run)]
            + (settings + more).flatMap { ["--set", $0] }
    }

    /// The log without what a clock decides.
    private func losses(_ run: String) throws -> [[Substring]] {
        let text = try String(contentsOfFile: scratch.path("\(run)/log.csv"), encoding: .utf8)
        return text.split(separator: "\n").map { row in
            Array(row.split(separator: ",", omittingEmptySubsequences: false).dropLast(3))
        }
    }

    /// What a model's metadata say of its training.
    private struct Description: Decodable {
        struct Threshold: Decodable { let threshold: Double }
        let results: [String: Double]
        let newIndividuals: Threshold?
    }

    private func described(_ run: String) throws -> Description {
        let model = try StateDictionary(contentsOf: scratch.path("\(run)/model.safetensors"))
        return try JSONDecoder().decode(
            Description.self, from: Data((model.metadata["training"] ?? "").utf8))
    }

    /// Waits until a file was replaced so many times, or its writer has ended.
    private func wait(for count: Int, of path: String, by process: Process) throws {
        func number() -> UInt64? {
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            return (attributes?[.systemFileNumber] as? NSNumber)?.uint64Value
        }
        var last = number()
        var seen = 0
        while seen < count, process.isRunning {
            Thread.sleep(forTimeInterval: 0.002)
            let now = number()
            if now != last { seen += 1 }
            last = now
        }
    }

    @Test("Given a run that was killed, when it goes on, then it ends as an undisturbed one")
    func killedRunsGoOn() throws {
        let settings = ["head.species_weight=0.3"]
        let whole = try Command(arguments("whole", settings))
        #expect(whole.status == 0, "\(whole.errors)")
        #expect(whole.output.contains("best       map5"))
        let log = try losses("whole")
        #expect(log.count == 4)
        for column in ["species_loss", "val_species_loss", "val_species_accuracy"] {
            let place = try #require(log[0].firstIndex { $0 == column })
            #expect(log.dropFirst().allSatisfy { Double($0[place]) ?? -1 >= 0 }, "\(column)")
        }
        for name in ["model.safetensors", "curves.svg", "configuration.yaml", "versions.yaml"] {
            #expect(FileManager.default.fileExists(atPath: scratch.path("whole/\(name)")))
        }

        var kills = 0
        for (checkpoints, signal) in [(1, SIGKILL), (3, SIGINT), (2, SIGKILL)] {
            let process = try Command.start(arguments("killed", settings))
            try wait(for: checkpoints, of: scratch.path("killed/last.safetensors"), by: process)
            kill(process.processIdentifier, signal)
            process.waitUntilExit()
            // On a busy machine this process may look too late, and the run has ended.
            if process.terminationReason == .exit, process.terminationStatus != 130 { break }
            kills += 1
        }
        #expect(kills > 0)
        let resumed = try Command(arguments("killed", settings))

        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(try losses("killed") == losses("whole"))
        let models = try ["whole", "killed"].map {
            try StateDictionary(contentsOf: scratch.path("\($0)/model.safetensors"))
        }
        for (name, tensor) in models[0] {
            #expect(models[1][name]?.isEqual(to: tensor) == true, "\(name)")
        }
        #expect(models[0]["species_head.weight"]?.shape == [2, 16])

        let named = try Command(
            "classify", scratch.path("whole/model.safetensors"), table, "--species",
            "--output", scratch.path("species.csv"), "--json")
        #expect(named.status == 0, "\(named.errors)")
        let figures = try ClassFigures(named.output)
        #expect(figures.label == "species" && figures.count == 21)
        #expect(Set(figures.classes.map(\.name)) == ["dolphin", "whale"])
        let answers = try AnswerTable(contentsOf: scratch.path("species.csv"))
        #expect(answers.accuracy(by: "species") == figures.top1)
        // Of the photographs held out, the training has said the same.
        let held = answers.accuracy(by: "species") { row in
            row["photograph"]?.contains(/[67]\.png/) == true
        }
        #expect(held == (try described("whole").results["val_species_accuracy"]))
        let embedded = try Command(
            "embed", scratch.path("whole/model.safetensors"), table,
            "--output", scratch.path("embeddings.safetensors"))
        #expect(embedded.status == 0, "\(embedded.errors)")
    }

    @Test("Given a trained model, evaluate and rank take up its threshold, and rank its head")
    func modelsHoldTheirThreshold() throws {
        let training = try Command(arguments("run", ["training.epochs=1"]))
        #expect(training.status == 0, "\(training.errors)")
        let model = scratch.path("run/model.safetensors")
        for split in ["train", "validation"] {
            let command = try Command(
                "embed", model, table, "--split", split, "--output",
                scratch.path("\(split).safetensors"))
            #expect(command.status == 0, "\(command.errors)")
        }
        let files = ["train", "validation"].map { scratch.path("\($0).safetensors") }

        let judged = try Command(["evaluate"] + files + ["--model", model])

        #expect(judged.status == 0, "\(judged.errors)")
        let threshold = try #require(try described("run").newIndividuals?.threshold)
        #expect(judged.output.contains(String(format: "threshold  %.4f:", threshold)))

        let rank = ["rank", "--database", files[0], "--queries", files[1], "--model", model]
        let ranked = try Command(rank + ["--matches", scratch.path("matches.csv")])
        #expect(ranked.status == 0, "\(ranked.errors)")
        #expect(ranked.output.contains(String(format: "threshold  %.4f\n", threshold)))
        let blended = try Command(
            rank + [
                "--validation", files[1], "--head-weight", "1", "--species-thresholds", "2",
                "--database-table", table, "--matches", scratch.path("blended.csv"),
            ])
        #expect(blended.status == 0, "\(blended.errors)")
        #expect(blended.output.contains(/species    (dolphin|whale) [0-9.]+/))
        let scores = try ["matches", "blended"].map { name in
            try String(contentsOfFile: scratch.path("\(name).csv"), encoding: .utf8)
                .split(separator: "\n").dropFirst()
                .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
                .reduce(into: [:]) { $0["\($1[0]) \($1[2])"] = "\($1[3]) \($1[6])" }
        }
        #expect(scores[0].count == 24 && Set(scores[0].keys) == Set(scores[1].keys))
        // Other scores, of the same neighbours.
        for (answer, score) in scores[0] where !answer.hasSuffix(" new_individual") {
            let (plain, other) = (
                score.split(separator: " "), scores[1][answer]?.split(separator: " ")
            )
            #expect(plain[0] == plain[1] && other?[0] != plain[0] && other?[1] == plain[1])
        }

        // The threshold of one model says nothing of another's cosines.
        let other = scratch.path("other.safetensors")
        try Embeddings(
            vectors: .ones([2, 16]), images: ["a.jpg", "b.jpg"], individuals: ["a", "b"],
            model: "another"
        ).write(to: other)
        let refused = try Command("evaluate", other, other, "--model", model)
        #expect(refused.status == 65)
        #expect(refused.errors.contains("the embeddings were made by another model"))
        for more in [[], ["--threshold", "0.5", "--head-weight", "0.5"]] {
            let unlike = try Command(
                ["rank", "--database", other, "--queries", other, "--model", model, "--matches"]
                    + [scratch.path("unlike.csv")] + more)
            #expect(unlike.status == 65 && unlike.errors.contains("made by another model"))
        }
    }

    @Test("Given nothing held out, all is learned from, and the model has the last weights")
    func everythingIsLearned() throws {
        let settings = ["training.epochs=2", "data.validation=none", "data.validation_share=0"]
        let training = try Command(arguments("all", settings))
        #expect(training.status == 0, "\(training.errors)")
        #expect(training.errors.contains("0 held out"))
        #expect(training.output.contains("the model has the last weights"))
        let model = scratch.path("all/model.safetensors")
        #expect(FileManager.default.fileExists(atPath: model))
    }

    @Test("Given mistakes, the error says what to do, and the run's folder stays whole")
    func refusals() throws {
        let nothing = try Command("train", "--output", scratch.path("none"))
        #expect(nothing.status == 64)
        let missing = try Command(
            arguments("missing", ["model.weights=\(scratch.path("no.pth"))"]))
        #expect(missing.status == 66)
        #expect(missing.errors.contains("no.pth"))
        let unknown = try Command(arguments("unknown", ["model.architecture=resnet50"]))
        #expect(unknown.status == 65)
        #expect(unknown.errors.contains("resnet50"))
        // Nothing was begun, so there is no folder in the way of the next attempt.
        #expect(!FileManager.default.fileExists(atPath: scratch.path("missing")))
        let same = try Command(
            arguments("same", ["data.label=species", "head.species_weight=0.1"]))
        #expect(same.status == 65)
        #expect(same.errors.contains("another label than species"))

        let first = try Command(arguments("run", ["training.epochs=1"]))
        #expect(first.status == 0)
        let before = try losses("run")
        let other = try Command(arguments("run", ["training.epochs=1", "head.margin=0.4"]))
        #expect(other.status == 1)
        #expect(other.errors.contains("expected '  margin: 0.4"))
        #expect(try losses("run") == before)
    }

    /// What a run's folder holds that is half written.
    private func partialFiles(_ run: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: scratch.path(run))
            .filter { $0.hasSuffix(".partial") }
    }

    @Test("Given a rate so high that weights are no numbers, the last checkpoint stays whole")
    func ratesThatAreTooHigh() throws {
        let settings = [
            "optimizer.kind=sgd", "optimizer.learning_rate=10", "optimizer.backbone=100",
            "optimizer.clip=0", "schedule.kind=constant",
        ]
        for _ in 0..<2 {
            let command = try Command(arguments("diverged", settings))
            #expect(command.status == 1)
            #expect(command.errors.contains("lower `optimizer.learning_rate`"))
            let checkpoint = try StateDictionary(
                contentsOf: scratch.path("diverged/last.safetensors"))
            for (name, tensor) in checkpoint where tensor.dtype == .float32 {
                #expect(tensor.isFinite.all().item() == 1, "\(name)")
            }
            #expect(try losses("diverged").count >= 1)
            #expect(try partialFiles("diverged").isEmpty)
        }
    }

    @Test(
        "Given weights that are no numbers and nothing held out, no model is left that holds them")
    func divergedModels() throws {
        let settings = [
            "optimizer.kind=sgd", "optimizer.learning_rate=10", "optimizer.backbone=100",
            "optimizer.clip=0", "schedule.kind=constant", "data.validation=none",
            "data.validation_share=0",
        ]

        let command = try Command(arguments("diverged", settings))

        #expect(command.status == 1)
        let model = scratch.path("diverged/model.safetensors")
        #expect(!FileManager.default.fileExists(atPath: model))
    }

    @Test("Given a disk that is full, nothing is lost, and with room again the run goes on")
    func fullDisks() throws {
        let whole = try Command(arguments("roomy", ["training.epochs=2"]))
        #expect(whole.status == 0, "\(whole.errors)")

        // The first checkpoint, without an optimizer's moments, has room in 40 MB, and no later one.
        let full = try Command(
            arguments("narrow", ["training.epochs=2"]), limitingFilesTo: 40_000)

        #expect(full.status == 73, "\(full.errors)")
        #expect(full.errors.contains("last.safetensors: cannot be written"))
        #expect(try partialFiles("narrow").isEmpty)
        let kept = try StateDictionary(contentsOf: scratch.path("narrow/last.safetensors"))
        #expect(kept.metadata["training"]?.contains("\"step\":0") == true)
        let resumed = try Command(arguments("narrow", ["training.epochs=2"]))
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(try losses("narrow") == losses("roomy"))
    }

    @Test("Given a fold that the table lacks, or holds without labels, the error lists the folds")
    func missingFolds() throws {
        let missing = try Command(arguments("fold", ["data.fold=3"]))
        #expect(missing.status == 65)
        #expect(missing.errors.contains("in fold-3, found none"))
        #expect(!FileManager.default.fileExists(atPath: scratch.path("fold")))
    }

    @Test("Given bad photographs, few are skipped and many stop the run")
    func badPhotographs() throws {
        // One of 18 to learn from, and one of six held out.
        for name in ["ann0.png", "cat7.png"] {
            try Data("no picture".utf8).write(to: scratch.url.appendingPathComponent(name))
        }
        let few = try Command(arguments("few", ["training.epochs=1"]))
        #expect(few.status == 0, "\(few.errors)")
        for name in ["ann0.png", "cat7.png"] {
            let told = "\(scratch.path(name)): "
            #expect(few.errors.components(separatedBy: "skipped: \(told)").count == 2, "\(name)")
            #expect(few.output.components(separatedBy: "skipped    \(told)").count == 2, "\(name)")
        }

        for number in 1..<6 {
            try Data("no".utf8).write(to: scratch.url.appendingPathComponent("ben\(number).png"))
        }
        let many = try Command(arguments("many", ["training.epochs=1"]))
        #expect(many.status == 65)
        #expect(many.errors.contains("photographs of the training cannot be read"))
        #expect(many.errors.contains("(--set loading.tolerated_bad_share=…)"))
    }
}
