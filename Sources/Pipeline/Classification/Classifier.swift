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
    /// - Parameter usesSpecies: whether the head counts that learned species on the side.
    /// - Throws: `TensorFileError` where it is missing, damaged, or has no such head.
    public init(contentsOf path: String, usesSpecies: Bool = false) throws {
        let state = try StateDictionary(contentsOf: path)
        model = try EmbeddingModel(state, from: path)
        let width = model.embedder.configuration.width
        func refused(_ problem: String) -> TensorFileError {
            TensorFileError(
                path: path, problem: problem,
                advice: "give a model.safetensors of `flukeprint train`"
                    + (usesSpecies ? " with `head.species_weight` above 0" : ""), kind: .malformed)
        }
        guard let training = model.training else {
            throw refused("expected a model with classes, found none")
        }
        if usesSpecies {
            guard let species = training.species else {
                throw refused("expected a head for species on the side, found none")
            }
            (classes, counts) = (species.classes, species.counts)
            label = ClassLabel(column: "species", separatesSides: false)
        } else {
            (classes, counts) = (training.classes, training.counts)
            label = ClassLabel(
                column: training.label, separatesSides: training.separatesSides)
        }
        guard
            classes.count == counts.count, counts.allSatisfy({ $0 > 0 }),
            Set(classes).count == classes.count
        else {
            throw refused(
                "expected for each class a name of its own and how many photographs it was learned "
                    + "from, found \(counts) for \(classes.count) classes")
        }
        let generator = Generator(seed: 0)
        head =
            usesSpecies
            ? SoftmaxHead(classes: classes.count, width: width, generator: generator)
            : training.head.head(counts: counts, width: width, generator: generator)
        let name = usesSpecies ? TrainedModel.speciesHeadName : TrainedModel.headName
        do {
            try head.load(state.entries(under: name))
        } catch let mismatch as StateMismatch {
            throw refused(mismatch.description)
        }
        head.eval()
    }
}
