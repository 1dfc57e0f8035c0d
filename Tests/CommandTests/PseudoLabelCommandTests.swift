import Foundation
import Testing

/// Labels pictures of three animals by a teacher's answers, and learns from them.
@Suite struct PseudoLabelCommandTests {
    private let scratch: ScratchFolder
    private let photographs: ColouredPhotographs

    init() throws {
        scratch = try ScratchFolder()
        photographs = try ColouredPhotographs(of: ["ann", "ben", "cat"], in: scratch)
        try photographs.table("photograph,individual,split", to: scratch.path("table.csv")) {
            $0.number < 3 ? "fold-0" : $0.number < 6 ? "fold-1" : "test"
        }
        try matches("new.csv", of: 6..<8)
        try matches("held.csv", of: 0..<3)
    }

    /// Right answers for pictures of these numbers, at a probability of 0.9, and 0.5 for those of `cat`.
    private func matches(_ name: String, of numbers: Range<Int>) throws {
        let rows = photographs.photographs.filter { numbers.contains($0.number) }.map {
            "\($0.path),1,\($0.name),0.8,\($0.name == "cat" ? 0.5 : 0.9),,"
        }
        let heading = "image,place,individual,score,probability,neighbour,similarity"
        try ([heading] + rows).joined(separator: "\n")
            .write(toFile: scratch.path(name), atomically: true, encoding: .utf8)
    }

    private func label(_ more: [String]) throws -> Command {
        try Command(
            [
                "pseudo-label", "--table", scratch.path("table.csv"), "--photographs",
                scratch.path("table.csv"), "--predictions", scratch.path("new.csv"), "--output",
                scratch.path("labelled.csv"),
            ] + more)
    }

    private func train(_ table: String, _ run: String, _ more: [String]) throws -> Command {
        let settings = [
            "input.width=32", "input.height=32", "input.augmentation=none", "model.embedding=16",
            "training.epochs=1", "training.batch_size=6", "training.precision=float32",
            "loading.workers=1",
        ]
        return try Command(
            ["train", "--table", scratch.path(table), "--output", scratch.path(run)] + more
                + settings.flatMap { ["--set", $0] })
    }

    private struct Figures: Decodable {
        struct Validation: Decodable { var count: Int }
        var accepted: Int
        var confidence: Double
        var teacherFold: String?
        var validation: Validation?
    }

    @Test("Given a teacher of a fold, its labels are learned from in that fold, and in no other")
    func labelsAreLearnedFrom() throws {
        let teacher = try train("table.csv", "teacher", ["--set", "data.fold=0"])
        #expect(teacher.status == 0, "\(teacher.errors)")

        let command = try label([
            "--teacher", scratch.path("teacher/model.safetensors"), "--validation",
            scratch.path("held.csv"), "--precision", "0.95", "--least", "5", "--html",
            scratch.path("page.html"), "--json",
        ])

        #expect(command.status == 0, "\(command.errors)")
        let figures = try JSONDecoder().decode(Figures.self, from: Data(command.output.utf8))
        #expect(figures.accepted == 6 && figures.confidence == 0.5)
        #expect(figures.teacherFold == "0" && figures.validation?.count == 9)
        let rows = try String(contentsOfFile: scratch.path("labelled.csv"), encoding: .utf8)
            .split(separator: "\n")
        #expect(rows.count == 1 + 24 + 6)
        let page = try String(contentsOfFile: scratch.path("page.html"), encoding: .utf8)
        #expect(page.contains("data:image/jpeg;base64,") && !page.contains("cannot be shown"))

        let student = try train("labelled.csv", "student", ["--set", "data.fold=0"])
        #expect(student.status == 0, "\(student.errors)")
        #expect(student.errors.contains("15 photographs of 3 classes to learn from, 9 held out"))
        for more in [["--set", "data.fold=1"], ["--folds", "all"]] {
            let other = try train("labelled.csv", "other", more)
            #expect(other.status == 65)
            #expect(
                other.errors.contains("'1' is held out, but the teacher of all 6 pseudo-labels"))
        }
        let split = try Command(
            "dataset", "split", scratch.path("labelled.csv"), scratch.path("split.csv"),
            "--method", "folds")
        #expect(split.status == 65 && split.errors.contains("it holds pseudo-labels"))
    }

    @Test("Given a confidence, how many are accepted is told, and nothing is written twice")
    func confidence() throws {
        let command = try label(["--confidence", "0.8", "--kind", "hard", "--per-individual", "1"])

        #expect(command.status == 0, "\(command.errors)")
        #expect(command.output.contains("accepted     2 photographs of 2 individuals"))
        #expect(command.output.contains("left out     2 less sure, 2 beyond the limit"))
        let again = try label(["--confidence", "0.8"])
        #expect(again.status == 73 && again.errors.contains("exists already"))
    }

    @Test("Given photographs that are held out, nothing is written")
    func leaks() throws {
        try matches("new.csv", of: 2..<4)

        let command = try label(["--confidence", "0.8"])

        #expect(command.status == 65)
        #expect(
            command.errors.contains("6 of the photographs to label are learned from or held out"))
        #expect(!FileManager.default.fileExists(atPath: scratch.path("labelled.csv")))
    }

    @Test(
        "Given options that do not go together, the usage is told",
        arguments: [
            [], ["--precision", "0.9"], ["--confidence", "2"],
            ["--confidence", "0.5", "--new", "cluster"],
            ["--confidence", "0.5", "--by", "score", "--kind", "soft"],
            ["--confidence", "0.5", "--validation", "x", "--precision", "0.9"],
            ["--confidence", "0.5", "--per-individual", "0"],
            ["--confidence", "0.5", "--embeddings", "labelled.csv", "--new", "cluster"],
            ["--confidence", "0.5", "--html", "labelled.csv"],
        ])
    func usage(options: [String]) throws {
        let command = try label(
            options.map { $0 == "labelled.csv" ? scratch.path($0) : $0 })
        #expect(command.status == 64, "\(command.errors)")
    }
}
