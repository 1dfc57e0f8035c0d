import Datasets
import Detectors
import Testing

@testable import Pipeline

@Suite struct DetectorConfigurationTests {
    @Test("Given the defaults as text, they are read back as the defaults")
    func defaultsAreRead() throws {
        let standard = DetectorConfiguration()
        #expect(try DetectorConfiguration(yaml: standard.yaml, path: "t") == standard)
        #expect(
            try DetectorConfiguration(yaml: "", path: "t", assignments: ["seed=0"]) == standard)
    }

    @Test("Given other values everywhere, the text reads back as the same configuration")
    func textIsComplete() throws {
        let other = Self.other

        let read = try DetectorConfiguration(yaml: other.yaml, path: "t")

        #expect(read == other)
        // A value that is the default here would be read as it stands, written or not.
        let usual = Set(DetectorConfiguration().yaml.split(separator: "\n"))
        for line in other.yaml.split(separator: "\n")
        where line.hasPrefix("  ") && !line.hasPrefix("   ") && line.contains(": ") {
            #expect(!usual.contains(line), "\(line)")
        }
    }

    private static var other: DetectorConfiguration {
        var other = DetectorConfiguration()
        other.seed = 7
        other.data = .init(
            table: "a \"b\" \\ c.csv", root: "r", classes: ["fin", "fluke: up"], train: ["x", "y"],
            validation: "v", validationShare: 0.25, keepsTogether: .files, fileNumberGap: 3,
            isStrict: true)
        other.input = .init(
            size: 96, tile: 512, tileOverlap: 0.5, multiScale: 0.25,
            augmentation: YAMLSettings.canonical(AugmentationPreset.none.yaml))
        other.model = .init(architecture: .medium, weights: "w.pth", fitsAnchors: false)
        other.loss.box = 0.1
        other.loss.objectness = 0.7
        other.loss.classes = 0.25
        other.loss.objectnessPositiveWeight = 2
        other.loss.classPositiveWeight = 3
        other.loss.balance = [1, 2, 3.5]
        other.loss.anchorFactor = 2.9
        other.loss.focal = 1.5
        other.loss.labelSmoothing = 0.05
        other.optimizer = .init(learningRate: 0.1, momentum: 0.9, weightDecay: 0.001, clip: 0)
        other.schedule = .init(
            kind: .cosine, final: 0.1, warmUpEpochs: 1.5, warmUpMomentum: 0.5, warmUpBiasRate: 0.2)
        other.training = .init(
            epochs: 3, batchSize: 8, nominalBatchSize: 32, precision: .bfloat16,
            averageDecay: 0.99, averageWarmUp: 50, checkpointMinutes: 0.5)
        other.validation = .init(every: 2, patience: 4, metric: .map50, pictures: 6)
        other.loading = .init(workers: 1, cache: "c", toleratedBadShare: 0.5)
        return other
    }

    @Test("Given values on the command line, they take the place of the file's")
    func assignmentsOverride() throws {
        let found = try DetectorConfiguration(
            yaml: "training: { epochs: 3, batch_size: 8 }\n", path: "t",
            assignments: [
                "training.epochs=5", "data.classes=[fin, fluke]", "input.augmentation=none",
                "model.architecture=yolov5s",
            ])

        #expect(found.training.epochs == 5 && found.training.batchSize == 8)
        #expect(found.data.classes == ["fin", "fluke"])
        #expect(found.input.augmentation == YAMLSettings.canonical(AugmentationPreset.none.yaml))
        #expect(found.model.architecture == .small)
    }

    @Test(
        "Given a mistake, the error names the line, what was expected and what was found",
        arguments: [
            ("training:\n  epoch: 3\n", 2, "unknown key 'training.epoch'"),
            ("sead: 3\n", 1, "unknown key 'sead'"),
            ("seed: 1\ninput:\n  size: 100\n", 3, "size to be a multiple of 32, found 100"),
            ("input:\n  size: 32\n", 2, "a whole number from 64"),
            ("model:\n  architecture: yolov8n\n", 2, "yolov5n, yolov5s, yolov5m"),
            ("loss:\n  balance: [1, 2]\n", 2, "3 numbers"),
            ("data:\n  classes: [fin, fin]\n", 2, "each of the classes once"),
            ("data:\n  keep_together: weeks\n", 2, "none, encounter, day, files"),
            ("optimizer:\n  learning_rate: fast\n", 2, "a number from 0 to 10, found 'fast'"),
        ] as [(String, Int, String)])
    func mistakesAreNamed(_ text: String, _ line: Int, _ problem: String) throws {
        let error = #expect(throws: DatasetError.self) {
            try DetectorConfiguration(yaml: text, path: "t.yaml")
        }
        #expect(error?.line == line)
        #expect(error?.problem.contains(problem) == true, "\(String(describing: error))")
    }

    @Test("Given other threads and checkpoints, it is the same training; given another rate, not")
    func identity() {
        var configuration = DetectorConfiguration()
        let identity = configuration.identity
        configuration.loading.workers = 7
        configuration.training.checkpointMinutes = 1
        #expect(configuration.identity == identity)
        configuration.optimizer.learningRate = 0.02
        #expect(configuration.identity != identity)
    }
}
