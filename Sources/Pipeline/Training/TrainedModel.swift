import Embedders
import Foundation
import Ranking
import TensorFiles
import Torch

/// A trained embedder with the head that it was trained by: `model.safetensors`, complete by itself.
///
/// The embedder's weights stand under its own names, the head's behind `head.`; the metadata hold the embedder's
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
        /// What is kept around a box, as a share of its width and height.
        var margin: Double
        /// Whether the photograph keeps its aspect ratio.
        var isLetterboxed: Bool
        /// Results on the photographs held out, by name.
        var results: [String: Double]
        /// The score under which an animal is new, chosen by these photographs; `nil` where none could be.
        var newIndividuals: NewIndividualThreshold?
    }

    private static let metadataKey = "training"

    let embedder: Embedder
    let head: any ClassificationHead
    let description: Description

    /// Writes the file, which appears complete or not at all.
    ///
    /// - Throws: `TensorFileError` where it cannot be written.
    func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var state = try embedder.completeState()
        state.insert(head.stateDictionary, under: "head")
        state.metadata[Self.metadataKey] = String(
            decoding: try encoder.encode(description), as: UTF8.self)
        try state.write(to: path, format: .safetensors)
    }
}

extension TrainedModel.Description {
    /// What a file's metadata say; `nil` where they do not tell of a training.
    init?(metadata: [String: String]) {
        guard let text = metadata[TrainedModel.metadataKey],
            let found = try? JSONDecoder().decode(Self.self, from: Data(text.utf8))
        else { return nil }
        self = found
    }
}
