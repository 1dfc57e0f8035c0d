import Embedders
import Foundation
import Ranking
import TensorFiles
import Torch

/// A trained embedder with the head that it was trained by: `model.safetensors`, complete by itself.
///
/// The embedder's weights stand under its own names, the head's behind `head.`, those of a head for species on the side
/// behind `species_head.`; the metadata hold the embedder's
/// configuration, the head's, the names of the classes, what is cropped to, and how well it did.
struct TrainedModel {
    /// What the metadata say beside the embedder's configuration.
    struct Description: Codable {
        /// What the classes are: `individual`, `species`, or another column.
        var label: String
        /// The names of the classes, in the head's order.
        var classes: [String]
        /// The training photographs of each class.
        var counts: [Int]
        /// The head.
        var head: HeadConfiguration
        /// The class of boxes that photographs are cropped to; none where it is empty.
        var box: String
        /// Whether the two sides of an individual are classes of their own.
        var separatesSides: Bool
        /// What is kept around a box, as a share of its width and height.
        var margin: Double
        /// Whether the photograph keeps its aspect ratio.
        var isLetterboxed: Bool
        /// What a head for species on the side tells apart; `nil` where there is none.
        var species: Species?
        /// Results on the photographs held out, by name.
        var results: [String: Double]
        /// The score under which an animal is new, chosen by these photographs; `nil` where none could be.
        var newIndividuals: NewIndividualThreshold?
        /// Which photographs were held out, see ``HeldOutName``; `nil` where none were.
        var heldOut: String?
    }

    /// The species that were learned on the side.
    struct Species: Codable {
        /// Their names, in the head's order.
        var classes: [String]
        /// The training photographs of each.
        var counts: [Int]
    }

    private static let metadataKey = "training"
    /// What the head's weights stand behind.
    static let headName = "head"
    /// What the weights of a head for species stand behind.
    static let speciesHeadName = "species_head"

    let embedder: Embedder
    let heads: TrainingHeads
    let description: Description

    /// Writes the file, which appears complete or not at all.
    ///
    /// - Throws: `TensorFileError` where it cannot be written.
    func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var state = try embedder.completeState()
        state.insert(heads.individual.stateDictionary, under: Self.headName)
        if let species = heads.species {
            state.insert(species.stateDictionary, under: Self.speciesHeadName)
        }
        state.metadata[Self.metadataKey] = String(
            decoding: try encoder.encode(description), as: UTF8.self)
        try state.write(to: path, format: .safetensors)
    }
}

extension TrainedModel.Description {
    /// What a file's metadata say; `nil` where they do not tell of a training.
    ///
    /// - Throws: `TensorFileError` that names the file where they tell what cannot be understood.
    init?(metadata: [String: String], of path: String) throws {
        guard let text = metadata[TrainedModel.metadataKey] else { return nil }
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
        } catch {
            throw TensorFileError(
                path: path, problem: "its description of the training cannot be read",
                advice: "train it anew, or use the version of Flukeprint that trained it",
                kind: .malformed)
        }
    }
}
