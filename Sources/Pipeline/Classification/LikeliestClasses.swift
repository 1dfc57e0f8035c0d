import Embedders
import Torch

/// The likeliest classes of photographs.
///
/// As a tensor, a row holds the probabilities, falling, and then the numbers of their classes.
struct LikeliestClasses {
    /// `[N, 2 k]`, `float32`, which holds numbers of classes exactly up to 16 million.
    let tensor: Tensor

    /// Rows of a tensor that was kept.
    init(_ tensor: Tensor) {
        self.tensor = tensor
    }

    /// The classes that a head gives to embeddings `[N, D]`, as many as are kept of each photograph.
    init(of embeddings: Tensor, by head: any ClassificationHead) {
        tensor = noGrad {
            let chances = head.logits(head.scores(embeddings), labels: nil).softmax(1)
            let best = chances.topK(min(ClassAnswer.candidateCount, head.classCount))
            return Tensor.cat([best.values, best.indices.to(.float32)], 1).to(.cpu)
        }
    }

    /// The same by photograph.
    var candidates: [[ClassAnswer.Candidate]] {
        let values = tensor.array(of: Float.self)
        let count = tensor.size(1) / 2
        return (0..<tensor.size(0)).map { row in
            let start = row * 2 * count
            return (0..<count).map {
                ClassAnswer.Candidate(
                    number: Int(values[start + count + $0]), probability: values[start + $0])
            }
        }
    }
}
