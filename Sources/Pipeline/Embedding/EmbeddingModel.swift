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
        try self.init(StateDictionary(contentsOf: path), from: path)
    }

    /// The model whose state was read from a file.
    ///
    /// - Throws: `TensorFileError` where it is no embedder.
    init(_ state: StateDictionary, from path: String) throws {
        embedder = try Embedder(state, from: path).folded()
        training = try TrainedModel.Description(metadata: state.metadata, of: path)
        digest = try FileDigest(of: path).hexadecimal
    }
}
