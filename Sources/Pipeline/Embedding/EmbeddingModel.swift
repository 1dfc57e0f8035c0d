import Embedders
import Foundation
import TensorFiles
import Torch

/// A trained embedder that is ready to embed: its file, and what photographs must be brought to.
public struct EmbeddingModel {
    /// The embedder, folded for inference.
    let embedder: Embedder
    /// What the file says beside the embedder's own configuration; `nil` for embedders of other origin.
    let training: TrainedModel.Description?
    /// A digest of the file, by which embeddings of one model are known.
    public let digest: String

    /// Reads a model's file.
    ///
    /// - Throws: `TensorFileError` where it is missing, damaged, or no embedder.
    public init(contentsOf path: String) throws {
        let state = try StateDictionary(contentsOf: path)
        embedder = try Embedder(state, from: path).folded()
        training = TrainedModel.Description(metadata: state.metadata)
        digest = try FileDigest(of: path).hexadecimal
    }
}
