import Embedders
import Foundation
import TensorFiles
import Testing
import Torch

@testable import Pipeline

@Suite struct ClassifierTests {
    /// Writes a model of random weights that knows classes, with counts of their photographs.
    private func model(classes: [String], counts: [Int], to path: String) throws {
        var configuration = EmbedderConfiguration(
            try Architecture(named: "tf_efficientnet_lite0"), width: 16,
            neck: NeckConfiguration(.gem))
        configuration.preprocessing.width = 32
        configuration.preprocessing.height = 32
        let generator = Generator(seed: 1)
        func head() -> SoftmaxHead {
            SoftmaxHead(classes: classes.count, width: 16, generator: generator)
        }
        try TrainedModel(
            embedder: Embedder(configuration, generator: generator),
            heads: TrainingHeads(individual: head(), species: head()),
            description: TrainedModel.Description(
                label: "individual", classes: classes, counts: counts,
                head: HeadConfiguration(.softmax), box: "", separatesSides: false, margin: 0,
                isLetterboxed: false, species: .init(classes: classes, counts: counts),
                results: [:])
        ).write(to: path)
    }

    @Test(
        "Given classes and counts that do not go together, the file is refused, and does not stop us",
        arguments: [
            (["a", "b"], [3, 4], true), (["a", "b"], [3], false), (["a", "b"], [3, 4, 5], false),
            (["a", "a"], [3, 4], false), (["a", "b"], [3, 0], false),
        ] as [([String], [Int], Bool)])
    func unlikeLengths(_ classes: [String], _ counts: [Int], isRead: Bool) throws {
        let path = NSTemporaryDirectory() + "classifier-\(UUID().uuidString).safetensors"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try model(classes: classes, counts: counts, to: path)
        for usesSpecies in [false, true] {
            guard isRead else {
                let error = #expect(throws: TensorFileError.self) {
                    try Classifier(contentsOf: path, usesSpecies: usesSpecies)
                }
                #expect(error?.problem.contains("found \(counts) for 2 classes") == true)
                continue
            }
            let found = try Classifier(contentsOf: path, usesSpecies: usesSpecies)
            #expect(found.classes == classes && found.counts == counts)
        }
    }

    @Test(
        "Given a description that cannot be understood, the model is refused, not used without it")
    func unreadableDescriptions() throws {
        let path = NSTemporaryDirectory() + "classifier-\(UUID().uuidString).safetensors"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try model(classes: ["a", "b"], counts: [3, 4], to: path)
        var state = try StateDictionary(contentsOf: path)
        state.metadata["training"] = "{}"
        try state.write(to: path, format: .safetensors)

        let error = #expect(throws: TensorFileError.self) { try EmbeddingModel(contentsOf: path) }

        #expect(error?.problem.contains("description of the training") == true)
    }
}
