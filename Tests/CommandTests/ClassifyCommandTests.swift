import Foundation
import Testing

/// Trains a classifier of three colours, and puts it to use.
@Suite struct ClassifyCommandTests {
    private let scratch: ScratchFolder
    private let table: String

    init() throws {
        scratch = try ScratchFolder()
        table = scratch.path("leaves.csv")
        try ColouredPhotographs(of: ["blight", "healthy", "rust"], in: scratch)
            .table("photograph,disease,split", to: table) {
                $0.number < 5 ? "train" : $0.number < 7 ? "validation" : "test"
            }
    }

    private func train(_ more: [String] = []) throws -> Command {
        let settings =
            [
                "input.width=32", "input.height=32", "input.augmentation=none",
                "model.embedding=16", "model.drop_path=0", "training.epochs=8",
                "training.batch_size=5", "training.precision=float32",
                // Few steps would leave the statistics far from those of the photographs.
                "training.freeze_batch_norm=true", "validation.metric=accuracy",
                "loading.workers=1",
            ] + more
        return try Command(
            ["train", "--table", table, "--label", "disease", "--head", "softmax"]
                + ["--output", scratch.path("run")] + settings.flatMap { ["--set", $0] })
    }

    @Test("Given a classifier, the training judges every class, and new photographs are classified")
    func classifies() throws {
        let trained = try train()
        #expect(trained.status == 0, "\(trained.errors)")
        #expect(trained.output.contains("judged     6 photographs of 3 of 3 classes"))
        #expect(trained.output.contains("classes.html"))
        let kept = try ClassFigures(contentsOf: scratch.path("run/classes.json"))
        #expect(kept.label == "disease" && kept.count == 6)
        #expect(Set(kept.classes.map(\.name)) == ["blight", "healthy", "rust"])
        #expect(kept.classes.allSatisfy { $0.learned == 5 && $0.count == 2 })
        let best = trained.output.matches(of: /best       accuracy ([0-9.]+)/).first?.1
        #expect(best == "\(String(format: "%.4f", kept.top1))")
        let page = try String(contentsOfFile: scratch.path("run/classes.html"), encoding: .utf8)
        #expect(page.components(separatedBy: "<rect").count - 1 == 9)

        // The same photographs, judged by the model's file.
        let model = scratch.path("run/model.safetensors")
        let again = try Command(
            "classify", model, table, "--split", "validation", "--output", scratch.path("v.csv"),
            "--json", "--html", scratch.path("v.html"))
        #expect(again.status == 0, "\(again.errors)")
        let judged = try ClassFigures(again.output)
        #expect(judged.count == 6 && judged.top1 == kept.top1)
        let answers = try AnswerTable(contentsOf: scratch.path("v.csv"))
        let places = (1...3).flatMap { ["class_\($0)", "probability_\($0)"] }
        #expect(answers.columns == ["photograph", "disease"] + places)
        #expect(answers.rows.count == 6)
        for row in answers.rows {
            #expect(row["photograph"]?.hasPrefix(row["disease"] ?? "-") == true)
            let names = (1...3).compactMap { row["class_\($0)"] }
            #expect(Set(names) == ["blight", "healthy", "rust"])
            let shares = (1...3).compactMap { row["probability_\($0)"].flatMap(Double.init) }
            #expect(abs(shares.reduce(0, +) - 1) < 0.001 && shares == shares.sorted(by: >))
        }
        // Colours that are so unlike are told apart by a network that has learned.
        #expect(judged.top1 == 1 && answers.accuracy(by: "disease") == 1)
        #expect(FileManager.default.fileExists(atPath: scratch.path("v.html")))
    }

    @Test("Given photographs of unknown classes, bad ones are skipped, and nothing is judged")
    func unknownPhotographs() throws {
        #expect(try train().status == 0)
        let model = scratch.path("run/model.safetensors")
        try "photograph\nblight0.png\nbad.png\nrust0.png\n".write(
            toFile: scratch.path("new.csv"), atomically: true, encoding: .utf8)
        try Data("no picture".utf8).write(to: scratch.url.appendingPathComponent("bad.png"))

        let arguments = ["classify", model, scratch.path("new.csv")]
        let output = ["--output", scratch.path("p.csv")]
        let strict = try Command(arguments + output + ["--tolerate", "0"])
        #expect(strict.status == 65 && strict.errors.contains("bad.png"))
        let judged = try Command(arguments + output + ["--json"])
        #expect(judged.status == 65 && judged.errors.contains("under 'disease'"))
        #expect(!FileManager.default.fileExists(atPath: scratch.path("p.csv")))

        // A single one of several is no reason to stop.
        let tolerant = try Command(arguments + output)
        #expect(tolerant.status == 0, "\(tolerant.errors)")
        #expect(tolerant.output.contains("skipped    ") && tolerant.output.contains("bad.png"))
        #expect(tolerant.output.contains("2 photographs classified, 1 photographs skipped"))
        #expect(!tolerant.output.contains("judged"))
        let answers = try AnswerTable(contentsOf: scratch.path("p.csv"))
        #expect(answers.columns.prefix(2) == ["photograph", "class_1"])
        #expect(answers.rows.map { $0["photograph"] } == ["blight0.png", "rust0.png"])
        #expect(answers.rows.map { $0["class_1"] } == ["blight", "rust"])
        #expect(!FileManager.default.fileExists(atPath: scratch.path("p.csv.parts")))

        let twice = try Command(arguments + output)
        #expect(twice.status == 73)
        let missing = try Command("classify", scratch.path("no"), table, "--output", "x.csv")
        #expect(missing.status == 66)
        let noModel = try Command("classify", table, table, "--output", scratch.path("x.csv"))
        #expect(noModel.status == 65)
    }
}
