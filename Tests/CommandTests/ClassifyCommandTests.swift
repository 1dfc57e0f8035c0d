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
                "model.embedding=16", "training.epochs=2", "training.batch_size=5",
                "training.precision=float32", "validation.metric=accuracy", "loading.workers=1",
            ] + more
        return try Command(
            ["train", "--table", table, "--label", "disease", "--head", "softmax"]
                + ["--output", scratch.path("run")] + settings.flatMap { ["--set", $0] })
    }

    private struct Figures: Decodable {
        struct Group: Decodable {
            let name: String
            let learned: Int
            let count: Int
        }
        let label: String
        let count: Int
        let top1: Double
        let classes: [Group]
    }

    @Test("Given a classifier, the training judges every class, and new photographs are classified")
    func classifies() throws {
        let trained = try train()
        #expect(trained.status == 0, "\(trained.errors)")
        #expect(trained.output.contains("judged     6 photographs of 3 of 3 classes"))
        #expect(trained.output.contains("classes.html"))
        let kept = try JSONDecoder().decode(
            Figures.self,
            from: try Data(contentsOf: scratch.url.appendingPathComponent("run/classes.json")))
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
        let judged = try JSONDecoder().decode(Figures.self, from: Data(again.output.utf8))
        #expect(judged.count == 6 && judged.top1 == kept.top1)
        let rows = try String(contentsOfFile: scratch.path("v.csv"), encoding: .utf8)
            .split(separator: "\n")
        #expect(
            rows[0]
                == "photograph,disease,class_1,probability_1,class_2,probability_2,class_3,probability_3"
        )
        #expect(rows.count == 7)
        let shares = rows[1].split(separator: ",").compactMap { Double($0) }
        #expect(abs(shares.reduce(0, +) - 1) < 0.001 && shares == shares.sorted(by: >))
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
        let strict = try Command(arguments + output)
        #expect(strict.status == 65 && strict.errors.contains("bad.png"))
        let judged = try Command(arguments + output + ["--json"])
        #expect(judged.status == 65 && judged.errors.contains("under 'disease'"))
        #expect(!FileManager.default.fileExists(atPath: scratch.path("p.csv")))

        let tolerant = try Command(arguments + output + ["--tolerate", "0.5"])
        #expect(tolerant.status == 0, "\(tolerant.errors)")
        #expect(tolerant.output.contains("skipped    ") && tolerant.output.contains("bad.png"))
        #expect(tolerant.output.contains("2 photographs classified, 1 photographs skipped"))
        #expect(!tolerant.output.contains("judged"))
        let rows = try String(contentsOfFile: scratch.path("p.csv"), encoding: .utf8)
            .split(separator: "\n")
        #expect(rows.map { $0.prefix { $0 != "," } } == ["photograph", "blight0.png", "rust0.png"])
        #expect(!FileManager.default.fileExists(atPath: scratch.path("p.csv.parts")))

        let twice = try Command(arguments + output)
        #expect(twice.status == 73)
        let missing = try Command("classify", scratch.path("no"), table, "--output", "x.csv")
        #expect(missing.status == 66)
        let noModel = try Command("classify", table, table, "--output", scratch.path("x.csv"))
        #expect(noModel.status == 65)
    }
}
