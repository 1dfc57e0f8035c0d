import Datasets
import Foundation
import Testing

@testable import Pipeline

@Suite struct RunConfigurationTests {
    private func read(_ yaml: String, _ assignments: [String] = []) throws -> RunConfiguration {
        try RunConfiguration(yaml: yaml, path: "run.yaml", assignments: assignments)
    }

    @Test("Given the defaults as text, they read back as the same text")
    func defaultsAreRead() throws {
        let standard = RunConfiguration().yaml
        #expect(try read(standard).yaml == standard)
        #expect(try read("", ["seed=1"]).yaml == standard)
    }

    @Test("Given other values everywhere, the text reads back as the same configuration")
    func textIsComplete() throws {
        var other = RunConfiguration()
        other.seed = 7
        other.workers = 3
        other.data = .init(
            table: "a \"b\".csv", root: "r", queries: "new", query: ["x", "y"], folds: 3,
            newShare: 0.25,
            keepsEncounters: false)
        other.detect = .init(boxes: "", weights: "d.safetensors", confidence: 0.4)
        other.crop = .init(box: "fin", margin: 0.2, isWritten: true, longerEdge: 600)
        other.train = .init(
            model: "", allFolds: true,
            configuration: YAMLSettings.canonical(
                "training: { epochs: 3 }\ninput:\n  augmentation: happywhale\n"))
        other.embed = .init(known: "", queries: "", flip: true, bfloat16: true)
        other.rank = .init(
            neighbours: 50, queryExpansion: 3, isPlatt: true, speciesThresholds: 40)
        other.pseudoLabels = .init(
            rounds: 2, precision: 0.8, least: 5, kind: .hard, perIndividual: 9,
            startsFromTeacher: false)

        let found = try read(other.yaml)

        #expect(found.yaml == other.yaml)
        #expect("\(found)" == "\(other)")
    }

    @Test("Given embeddings from elsewhere, they read back, too")
    func embeddingsAreRead() throws {
        let found = try read(
            "embed: { known: k.npy, queries: q.npy }\npseudo_labels: { rounds: 0 }\n")
        #expect(try read(found.yaml).embed.queries == "q.npy")
    }

    @Test("Given values on the command line, they take the place of those of the training, too")
    func assignments() throws {
        let yaml = "train:\n  configuration:\n    training: { epochs: 9, batch_size: 8 }\n"
        let found = try read(
            yaml, ["train.configuration.training.epochs=2", "pseudo_labels.rounds=0"])
        let training = try TrainingConfiguration(yaml: found.train.configuration, path: "t")
        #expect(training.training.epochs == 2 && training.training.batchSize == 8)
        #expect(found.pseudoLabels.rounds == 0)
    }

    @Test(
        "Given a mistake, the error names the line, what was expected and what was found",
        arguments: [
            ("data:\n  fold: 3\n", 2, "unknown key 'data.fold'"),
            ("\nrank:\n  neighbours: 0\n", 3, "expected rank.neighbours to be a whole number"),
            ("pseudo_labels:\n  kind: firm\n", 2, "one of hard, weighted, soft"),
            (
                "train:\n  configuration:\n    training:\n      epoch: 1\n", 4,
                "unknown key 'train.configuration.training.epoch'"
            ),
            (
                "train:\n  configuration:\n    input: { width: big }\n", 3,
                "expected train.configuration.input.width to be a whole number"
            ),
        ])
    func mistakes(_ yaml: String, _ line: Int, _ problem: String) throws {
        let error = #expect(throws: DatasetError.self) { try read(yaml) }
        #expect(error?.line == line, "\(String(describing: error))")
        #expect(error?.problem.contains(problem) == true, "\(String(describing: error))")
    }

    @Test(
        "Given values that make no sense together, the advice says what to change",
        arguments: [
            ("data: { query: [] }", "data.query"),
            ("detect: { boxes: a, weights: b }\ncrop: { box: fin }", "detect.boxes or"),
            ("detect: { confidence: 0.5 }", "detect.weights"),
            ("detect: { boxes: a }", "crop.box"),
            ("crop: { write: true }", "crop.box"),
            ("crop: { longer_edge: 400 }", "crop.write"),
            ("train: { model: m }", "pseudo_labels.rounds to 0"),
            ("train: { model: m, all_folds: true }\npseudo_labels: { rounds: 0 }", "all_folds"),
            ("embed: { known: k }\npseudo_labels: { rounds: 0 }", "embed.queries"),
            ("embed: { known: k, queries: q }", "pseudo_labels.rounds to 0"),
        ])
    func combinations(_ yaml: String, _ advice: String) throws {
        let error = #expect(throws: DatasetError.self) { try read(yaml) }
        #expect(error?.advice?.contains(advice) == true, "\(String(describing: error))")
    }

    @Test("Given a training's configuration in a file, one value of it cannot be set beside it")
    func files() throws {
        let file = NSTemporaryDirectory() + "\(UUID().uuidString).yaml"
        try "training: { epochs: 4 }\n".write(toFile: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: file) }
        let yaml = "train: { configuration: \(file) }\n"

        let found = try read(yaml).train.configuration
        #expect(try TrainingConfiguration(yaml: found, path: "t").training.epochs == 4)
        #expect(throws: DatasetError.self) {
            try read(yaml, ["train.configuration.training.epochs=2"])
        }
        try "training: { epoch: 4 }\n".write(toFile: file, atomically: true, encoding: .utf8)
        let error = #expect(throws: DatasetError.self) { try read(yaml) }
        #expect(error?.path == file && error?.line == 1)
    }
}
