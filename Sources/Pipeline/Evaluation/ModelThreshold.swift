import Ranking
import TensorFiles
import Torch

extension NewIndividualThreshold {
    /// The threshold in a model's file.
    ///
    /// - Parameter embeddings: what it is to be used on, which must be of that model.
    /// - Throws: `TensorFileError` where the file cannot be read, holds none, or is of another model.
    public init(ofModel path: String, for embeddings: Embeddings) throws {
        func refusal(_ problem: String, _ advice: String) -> TensorFileError {
            TensorFileError(path: path, problem: problem, advice: advice, kind: .malformed)
        }
        let metadata = try TensorFile.open(path).metadata
        guard
            let found = try TrainedModel.Description(metadata: metadata, of: path)?
                .newIndividuals
        else {
            throw refusal("it holds no threshold for new individuals", "give one by --threshold")
        }
        let digest = try FileDigest(of: path).hexadecimal
        guard embeddings.model == nil || embeddings.model == digest else {
            throw refusal(
                "the embeddings were made by another model",
                "name the model that made them, or make them anew")
        }
        self = found
    }
}
