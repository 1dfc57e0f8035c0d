import Embedders
import Ranking
import TensorFiles
import Torch

extension ClassBlend {
    /// What the head of a trained model says of individuals.
    ///
    /// - Parameters:
    ///   - path: a `model.safetensors` of `train`, with a head that compares directions.
    ///   - weight: how much it counts, 0 to 1.
    ///   - embeddings: what it is to be used on, which must be of that model.
    /// - Throws: `TensorFileError` where the file cannot be read, or has another head.
    public init(ofModel path: String, weight: Double, for embeddings: Embeddings) throws {
        let classifier = try Classifier(contentsOf: path)
        func refusal(_ problem: String, _ advice: String) -> TensorFileError {
            TensorFileError(path: path, problem: problem, advice: advice, kind: .malformed)
        }
        guard classifier.model.training?.head.kind != .softmax else {
            throw refusal(
                "its softmax head gives no cosines, which could be blended with those of photographs",
                "leave out --head-weight, or train with ArcFace")
        }
        guard classifier.label.column == "individual", !classifier.label.separatesSides else {
            throw refusal(
                "its classes are not individuals", "leave out --head-weight")
        }
        guard embeddings.model == nil || embeddings.model == classifier.model.digest else {
            throw refusal(
                "the embeddings were made by another model",
                "name the model that made them, or make them anew")
        }
        self.init(classes: classifier.classes, weight: weight) { classifier.head.scores($0) }
    }
}
