import Datasets
import Foundation
import Testing

@testable import Pipeline

@Suite struct FoldTests {
    private func outcome(_ results: [String: Double]) -> TrainingOutcome {
        TrainingOutcome(
            best: 0, epoch: 3, results: results, learnedCount: 8, heldOutCount: 2,
            classification: nil)
    }

    @Test("Given results, their mean and spread stand below them, in the log's order")
    func summary() {
        var summary = FoldSummary()
        summary.add(outcome(["val_map5": 0.5, "val_accuracy": 0.25]), fold: 0)
        summary.add(outcome(["val_map5": 0.7]), fold: 1)
        summary.add(outcome(["val_map5": 0.9]), fold: 2)

        #expect(
            summary.rows == [
                ["fold", "learned", "held_out", "epoch", "val_accuracy", "val_map5"],
                ["fold-0", "8", "2", "3", "0.2500", "0.5000"],
                ["fold-1", "8", "2", "3", "", "0.7000"],
                ["fold-2", "8", "2", "3", "", "0.9000"],
                ["mean", "", "", "", "0.2500", "0.7000"],
                ["spread", "", "", "", "", "0.2000"],
            ])
    }

    @Test(
        "Given the name of a part, it is a fold where it is written as one",
        arguments: [
            ("fold-0", 0), ("fold-12", 12), ("fold-", nil), ("fold--1", nil), ("fold-03", nil),
            ("train", nil),
        ] as [(String, Int?)])
    func numbers(_ name: String, _ number: Int?) {
        #expect(SplitName(rawValue: name).foldNumber == number)
    }

    @Test("Given encounters, folds that are made here keep them whole, and hold out each once")
    func madeFolds() throws {
        let folder = NSTemporaryDirectory() + "folds-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let rows = (0..<36).map { "\($0).jpg,i\($0 % 3),e\($0 % 3)-\($0 / 9),seal" }
        let once = "x.jpg,seen once,e,seal"
        try (["photograph,individual,encounter,species"] + rows + [once]).joined(separator: "\n")
            .write(toFile: folder + "/t.csv", atomically: true, encoding: .utf8)
        var configuration = TrainingConfiguration()
        configuration.data.table = folder + "/t.csv"

        let found = try FoldTable(configuration, count: 3, in: folder)
        try found.write()
        try found.write()

        let read = try Dataset(contentsOf: folder + "/split.csv").table
        #expect(found.path == folder + "/split.csv" && found.count == 3)
        #expect(read.photographs == found.table.photographs)
        let byEncounter = Dictionary(grouping: read.photographs) { $0.encounter }
        #expect(byEncounter.values.allSatisfy { Set($0.map(\.split)).count == 1 })
        #expect(read.splits.keys.compactMap(\.foldNumber).sorted() == [0, 1, 2])
        #expect(read.photographs.last?.split == .train)
        for fold in 0..<3 {
            let data = try TrainingData(
                table: read, found.configuration(configuration, fold: fold).data, seed: 1,
                path: "t.csv")
            #expect(data.train.count + data.validation.count == 37)
            #expect(data.unlearnedCount == 0)
        }
    }

    @Test("Given sides apart, a side that was seen once is learned from in every fold that is made")
    func madeFoldsOfSides() throws {
        let path = NSTemporaryDirectory() + "sides-\(UUID().uuidString).csv"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let rows = (0..<16).map { "\($0).jpg,i\($0 % 4),left" }
        let once = (0..<4).map { "once\($0).jpg,i\($0),right" }
        try (["photograph,individual,side"] + rows + once).joined(separator: "\n")
            .write(toFile: path, atomically: true, encoding: .utf8)
        var configuration = TrainingConfiguration()
        configuration.data.table = path
        configuration.data.separatesSides = true

        let found = try FoldTable(configuration, count: 2, in: NSTemporaryDirectory())

        #expect(found.table.photographs.suffix(4).allSatisfy { $0.split == .train })
        #expect(found.table.photographs.map(\.individual).last == "i3")
        for fold in 0..<2 {
            let data = try TrainingData(
                table: found.table, found.configuration(configuration, fold: fold).data, seed: 1,
                path: path)
            #expect(data.validation.count == 8 && data.unlearnedCount == 0)
        }
    }
}
