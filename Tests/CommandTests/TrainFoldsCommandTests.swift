import Foundation
import Testing

/// Trains folds of pictures of three animals.
@Suite struct TrainFoldsCommandTests {
    private let scratch: ScratchFolder
    private let photographs: ColouredPhotographs

    init() throws {
        scratch = try ScratchFolder()
        photographs = try ColouredPhotographs(of: ["ann", "ben", "cat"], in: scratch)
    }

    /// A table with the part of each photograph.
    private func table(_ split: (ColouredPhotographs.Photograph) -> String) throws -> String {
        let path = scratch.path("table.csv")
        try photographs.table("photograph,individual,split", to: path, split)
        return path
    }

    private func train(
        _ table: String, _ more: [String], precision: String = "float32"
    ) throws -> Command {
        let settings = [
            "input.width=32", "input.height=32", "input.augmentation=none", "model.embedding=16",
            "training.epochs=1", "training.batch_size=6", "training.precision=\(precision)",
            "loading.workers=1",
        ]
        return try Command(
            ["train", "--table", table, "--output", scratch.path("run")] + more
                + settings.flatMap { ["--set", $0] })
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOfFile: scratch.path("run/\(name)"), encoding: .utf8)
    }

    private func changed(_ name: String) throws -> Date? {
        try FileManager.default.attributesOfItem(atPath: scratch.path("run/\(name)"))[
            .modificationDate] as? Date
    }

    @Test("Given a precision that is tried, all folds take the first one's, also when they go on")
    func foldsShareTheirPrecision() throws {
        let table = try table { $0.number < 4 ? "fold-0" : "fold-1" }

        for _ in 0..<2 {
            let command = try train(table, ["--folds", "all"], precision: "auto")
            #expect(command.status == 0, "\(command.errors)")
        }

        #expect(try text("fold-0/configuration.yaml").contains("precision: auto"))
        #expect(try !text("fold-1/configuration.yaml").contains("precision: auto"))
    }

    @Test("Given a table without folds, they are made and trained, and only what is missing again")
    func foldsAreMade() throws {
        let table = try table { $0.number == 7 ? "test" : "train" }

        let first = try train(table, ["--folds", "2"])

        #expect(first.status == 0, "\(first.errors)")
        let summary = try text("folds.csv")
        let rows = summary.split(separator: "\n").map { $0.split(separator: ",") }
        #expect(rows.map { $0[0] } == ["fold", "fold-0", "fold-1", "mean", "spread"])
        #expect(rows[0].contains("val_map5") && rows[0].contains("val_accuracy"))
        // Photographs for the last judgement are in no fold.
        for column in [1, 2] {
            let total = rows[1..<3].reduce(0) { $0 + (Int($1[column]) ?? 0) }
            #expect(total == 21)
        }
        #expect(first.output.contains("mean") && first.output.contains("folds.csv"))
        #expect(try text("fold-1/configuration.yaml").contains("fold: 1"))

        // As if it had been stopped before the second fold.
        let before = try changed("fold-0/last.safetensors")
        try FileManager.default.removeItem(atPath: scratch.path("run/fold-1"))
        let second = try train(table, ["--folds", "2"])

        #expect(second.status == 0, "\(second.errors)")
        #expect(second.errors.contains("finished before"))
        #expect(try changed("fold-0/last.safetensors") == before)
        #expect(try text("folds.csv") == summary)

        // Other photographs would make other folds.
        let other = try self.table { $0.number == 6 ? "test" : "train" }
        let third = try train(other, ["--folds", "2"])
        #expect(third.status == 1)
        #expect(third.errors.contains("the data set has changed"))
    }

    @Test("Given a table with folds, all of them are trained as they are")
    func tablesFolds() throws {
        // Number 6 is in every training, number 7 in none.
        let table = try table {
            $0.number == 7 ? "test" : $0.number == 6 ? "train" : "fold-\($0.number % 3 / 2)"
        }

        let command = try train(table, ["--folds", "all"])

        #expect(command.status == 0, "\(command.errors)")
        #expect(!FileManager.default.fileExists(atPath: scratch.path("run/split.csv")))
        let rows = try text("folds.csv").split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        #expect(rows[0].prefix(3) == ["fold", "learned", "held_out"])
        #expect(rows[1].prefix(3) == ["fold-0", "9", "12"])
        #expect(rows[2].prefix(3) == ["fold-1", "15", "6"])
        let accuracy = try #require(rows[0].firstIndex(of: "val_accuracy"))
        for (fold, count) in [(0, 4), (1, 2)] {
            let figures = try ClassFigures(text("fold-\(fold)/classes.json"))
            #expect(figures.label == "individual" && figures.count == 3 * count)
            #expect(Set(figures.classes.map(\.name)) == ["ann", "ben", "cat"])
            #expect(figures.classes.allSatisfy { $0.count == count && $0.learned == 7 - count })
            #expect(rows[fold + 1][accuracy] == String(format: "%.4f", figures.top1))
        }
    }

    @Test("Given folds that cannot be trained, the error says why before any training")
    func refusals() throws {
        func refusal(_ command: Command, _ status: Int32, _ problem: String) {
            #expect(
                command.status == status && command.errors.contains(problem), "\(command.errors)")
            #expect(!FileManager.default.fileExists(atPath: scratch.path("run")))
        }
        let gap = try table { ["fold-0", "fold-2"][$0.number % 2] }
        refusal(try train(gap, ["--folds", "all"]), 65, "fold-1 has no photograph")
        let two = try table { "fold-\($0.number % 2)" }
        refusal(try train(two, ["--folds", "5"]), 65, "expected 5 folds, found 2")
        refusal(try train(two, ["--folds", "all", "--set", "data.fold=1"]), 64, "data.fold")
        refusal(try train(two, ["--folds", "1"]), 64, "--folds")
        let none = try table { _ in "train" }
        refusal(try train(none, ["--folds", "all"]), 65, "--folds 5")
        // Each of the folds is there, but nothing else tells of what the second shows.
        let alone = try table { $0.name == "cat" ? "fold-1" : "fold-0" }
        refusal(try train(alone, ["--folds", "all"]), 65, "to learn from")
    }
}
