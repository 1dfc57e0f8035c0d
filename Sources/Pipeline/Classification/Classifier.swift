import Embedders
import TensorFiles
import Torch
import TorchNN

/// A trained model with its head, which names the classes of photographs.
public struct Classifier {
    let model: EmbeddingModel
    let head: any ClassificationHead
    /// The names of the classes, by their numbers.
    let classes: [String]
    /// The photographs that each class was learned from.
    let counts: [Int]
    let label: ClassLabel

    /// What the classes are: `individual`, `species`, or another column.
    public var labelName: String { label.column }

    /// Reads the file of a trained model.
    ///
    /// - Throws: `TensorFileError` where it is missing, damaged, or knows no classes.
    public init(contentsOf path: String) throws {
        let state = try StateDictionary(contentsOf: path)
        model = try EmbeddingModel(state, from: path)
        guard let training = model.training else {
            throw TensorFileError(
                path: path, problem: "expected a model with classes, found none",
                advice: "give a model.safetensors of `flukeprint train`", kind: .malformed)
        }
        classes = training.classes
        counts = training.counts
        label = ClassLabel(
            column: training.label, separatesSides: training.separatesSides ?? false)
        head = training.head.head(
            counts: counts, width: model.embedder.configuration.width,
            generator: Generator(seed: 0))
        do {
            try head.load(state.entries(under: TrainedModel.headName))
        } catch let mismatch as StateMismatch {
            throw TensorFileError(
                path: path, problem: mismatch.description,
                advice: "give a model.safetensors of `flukeprint train`", kind: .malformed)
        }
        head.eval()
    }
}
