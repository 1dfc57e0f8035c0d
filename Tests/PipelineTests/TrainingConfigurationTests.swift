import Datasets
import Embedders
import Foundation
import Testing

@testable import Pipeline

@Suite struct TrainingConfigurationTests {
    @Test("Given the defaults as text, they are read back as the defaults")
    func defaultsAreRead() throws {
        let standard = TrainingConfiguration()
        #expect(try TrainingConfiguration(yaml: standard.yaml, path: "t") == standard)
        #expect(
            try TrainingConfiguration(yaml: "", path: "t", assignments: ["seed=1"]) == standard)
    }

    @Test("Given other values everywhere, the text reads back as the same configuration")
    func textIsComplete() throws {
        var other = TrainingConfiguration()
        other.seed = 7
        other.data = .init(
            table: "a \"b\" \\ c.csv", root: "r", label: "species", separatesSides: true,
            train: ["x", "y"],
            validation: "v", validationShare: 0.25, fold: 3, box: "fin", margin: 0.5,
            minimumPhotographs: 2)
        other.input = .init(
            width: 96, height: 64, fit: .letterbox,
            augmentation: YAMLSettings.canonical(AugmentationPreset.happywhale.yaml)
        )
        other.model = .init(
            architecture: "efficientnet_b1", weights: "w.pth",
            neck: NeckConfiguration(
                .dolg, localMap: .stage(6), globalMap: .stage(4), fusionWidth: 256, dropout: 0.1),
            embedding: 64, dropPath: 0.3)
        other.head = HeadConfiguration(
            .curricularFace, scale: 64,
            margins: .byFrequency(scale: 0.5, exponent: 0.25, base: 0.05), subCenters: 2,
            isEasy: true, labelSmoothing: 0.05)
        other.speciesWeight = 0.2
        other.optimizer = .init(
            kind: .sgd, learningRate: 0.1, backbone: 0.5, head: 2, weightDecay: 0.001, clip: 0)
        other.schedule = .init(
            kind: .restarts, rise: 0.2, warmUpEpochs: 1.5, periodEpochs: 4, periodGrowth: 3,
            minimum: 0.01)
        other.training = .init(
            epochs: 3, batchSize: 8, accumulation: 2, sampling: .balanced, balance: 1,
            precision: .bfloat16, averageDecay: 0.99, frozenBackboneEpochs: 1,
            freezesBatchNorm: true, checkpointMinutes: 0.5)
        other.validation = .init(every: 2, patience: 4, metric: .top1, flip: true)
        other.loading = .init(workers: 1, cache: "c", toleratedBadShare: 0.5)

        let read = try TrainingConfiguration(yaml: other.yaml, path: "t")

        #expect(read == other)
    }

    @Test("Given values on the command line, they take the place of the file's")
    func assignmentsOverride() throws {
        let found = try TrainingConfiguration(
            yaml: "training: { epochs: 3, batch_size: 8 }\n", path: "t",
            assignments: ["training.epochs=5", "data.train=[a, b]", "input.augmentation=none"])

        #expect(found.training.epochs == 5 && found.training.batchSize == 8)
        #expect(found.data.train == ["a", "b"])
        #expect(found.input.augmentation == YAMLSettings.canonical(AugmentationPreset.none.yaml))
    }

    @Test(
        "Given a mistake, the error names the line, what was expected and what was found",
        arguments: [
            ("training:\n  epoch: 3\n", 2, "unknown key 'training.epoch'"),
            ("head:\n  kind: arcsoft\n", 2, "expected head.kind to be one of"),
            ("training:\n  epochs: 0\n", 2, "a whole number from 1"),
            ("model:\n  local_map: features.9\n", nil, "local_map to be one of"),
            ("data: [1]\n", 1, "keys and values"),
            ("head:\n  margin_by_frequency: [1, 2]\n", 2, "3 numbers"),
        ] as [(String, Int?, String)])
    func mistakesAreNamed(_ text: String, _ line: Int?, _ problem: String) throws {
        let error = #expect(throws: DatasetError.self) {
            try TrainingConfiguration(yaml: text, path: "t.yaml")
        }
        if let line { #expect(error?.line == line) }
        #expect(error?.problem.contains(problem) == true, "\(String(describing: error))")
    }
}
