import Foundation
import TensorFiles
import Testing
import Torch

@testable import Demonstration

@Suite struct DemonstrationTests {
    @Test func aSeedGivesTheSameScoresAndTheFolderIsComplete() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        func run(_ name: String) throws -> (Demonstration.Outcome, [Double]) {
            var losses: [Double] = []
            let demonstration = Demonstration(
                folder: folder.appendingPathComponent(name).path, epochs: 2, seed: 5)
            let outcome = try demonstration.run { losses.append($1) }
            return (outcome, losses)
        }

        let (first, firstLosses) = try run("first")
        let (second, secondLosses) = try run("second")

        #expect(firstLosses.count == 2)
        #expect(firstLosses == secondLosses)
        #expect(first.learned == second.learned)
        let report = try String(contentsOfFile: first.report, encoding: .utf8)
        #expect(report.contains("raw pixels"))
        let log = try String(
            contentsOf: folder.appendingPathComponent("first/log.csv"), encoding: .utf8)
        #expect(log.split(separator: "\n").count == 3)
        let weights = try StateDictionary(
            contentsOf: folder.appendingPathComponent("first/model.safetensors").path)
        #expect(weights.metadata["seed"] == "5")
    }

    @Test func theNetworkLearnsToDoBetterThanPixels() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }

        let outcome = try Demonstration(folder: folder.path, epochs: 8).run { _, _ in }

        #expect(outcome.learned.map5 > outcome.pixels.map5)
    }

    @Test func aFolderThatCannotBeMadeIsAnErrorThatNamesIt() {
        let error = #expect(throws: TensorFileError.self) {
            _ = try Demonstration(folder: "/dev/null/demo").run { _, _ in }
        }
        #expect(error?.kind == .unwritable)
        #expect(error?.path == "/dev/null/demo")
    }

    @Test func answersAreRankedByTheBestPhotographAndScoredByTheirRank() {
        // Given seven individuals in the plane, two photographs each, the second one far off.
        let angles = (0..<7).map { Double($0) * 0.3 }
        let catalogue = Tensor(rows: angles.flatMap { [[cos($0), sin($0)], [-1, 0]] })
        let individuals = Tensor((0..<7).flatMap { [$0, $0] })
        // When two queries are nearest to individuals 2 and 5, and are of 2 and 4.
        let queries = Tensor(rows: [0.61, 1.45].map { [cos($0), sin($0)] })
        let identification = Identification(
            queries: queries, catalogue: catalogue, individuals: individuals,
            truth: Tensor([2, 4]))

        // Then
        #expect(identification.answers == [[2, 3, 1, 4, 0], [5, 4, 6, 3, 2]])
        #expect(identification.top1 == 0.5)
        #expect(identification.map5 == 0.75)
    }
}
