import Datasets
import Foundation
import Testing

@testable import Pipeline

/// The competition's tables beside the repository.
private enum Happywhale {
    static let folder: String? = {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let data = package.deletingLastPathComponent()
            .appendingPathComponent("shared/data/happywhale").path
        return FileManager.default.fileExists(atPath: data) ? data : nil
    }()
}

/// The pseudo-labels of the competition's winners.
@Suite(.enabled(if: Happywhale.folder != nil, "there is no ../shared/data/happywhale"))
struct HappywhalePseudoLabelTests {
    private func source(_ name: String) throws -> PseudoLabelRun.Source {
        let path = "\(Happywhale.folder ?? "")/\(name)"
        return .init(try Dataset(contentsOf: path).table, path: path)
    }

    @Test("Given the winners' predictions, sure ones join the training table, boxes along")
    func winnersPredictions() throws {
        let predictions = "\(Happywhale.folder ?? "")/pseudo_labels_round1.csv"
        let run = PseudoLabelRun(
            training: try source("train.csv"), photographs: try source("test.csv"),
            predictions: predictions,
            teacher: try PseudoLabelTeacher(model: nil, predictions: predictions, heldOut: nil))
        var settings = PseudoLabelSettings(.confidence(0.8))
        settings.perIndividual = 10

        let outcome = try run.run(settings)

        let report = outcome.report
        #expect(report.predicted == 27_956 && report.trainingRows == 51_033)
        #expect(report.accepted + report.lessSure + report.beyondLimit == 27_956)
        #expect(report.accepted > 1_000 && report.beyondLimit > 0)
        #expect(outcome.table.count == 51_033 + report.accepted)
        #expect(report.individuals.allSatisfy { $0.accepted <= 10 && $0.learned > 0 })
        let joined = outcome.table.photographs.suffix(report.accepted)
        #expect(joined.allSatisfy { $0.split == .train && $0.species != nil })
        #expect(joined.contains { !$0.boxes.isEmpty })
        let added = outcome.table.rows(51_033..<outcome.table.count)
        #expect(Set(added.species.keys).isSubset(of: run.training.table.species.keys))
    }
}
