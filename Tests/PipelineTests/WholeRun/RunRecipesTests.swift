import Embedders
import Foundation
import Testing

@testable import Pipeline

/// The configurations of whole runs that come with the repository.
@Suite struct RunRecipesTests {
    private func recipe(_ name: String) throws -> (RunConfiguration, TrainingConfiguration) {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let path = folder.appendingPathComponent("Configurations/\(name).yaml").path
        let configuration = try RunConfiguration(contentsOf: path)
        let training = try TrainingConfiguration(
            yaml: configuration.train.configuration, path: path)
        return (configuration, training)
    }

    @Test("Given the reference, its network is the one that docs/scale.md is about")
    func reference() throws {
        let (run, training) = try recipe("happywhale-b7")

        _ = try Architecture(named: training.model.architecture)
        #expect(training.model.architecture == "tf_efficientnet_b7")
        #expect(training.input.width == 640 && training.input.height == 640)
        #expect(training.model.neck.pooling == .dolg && training.model.embedding == 2048)
        #expect(training.head.kind == .arcFace && training.head.scale == 30)
        #expect(training.head.margins == .fixed(0.3))
        #expect(run.train.allFolds && run.data.folds == 5)
        #expect(run.rank.neighbours == 100 && run.pseudoLabels.rounds == 1)
    }

    @Test("Given the laptop's, it is small, and the same on the same machine")
    func laptop() throws {
        let (run, training) = try recipe("laptop")

        _ = try Architecture(named: training.model.architecture)
        #expect(training.model.architecture == "tf_efficientnet_lite0")
        #expect(training.input.width == 224 && !run.train.allFolds)
        #expect(training.training.precision == .bfloat16)
    }
}
