import Torch
import TorchNN

/// The cosine of the angle between each embedding and each class's direction, `[N, D]` and `[classes, D]` to
/// `[N, classes]`.
///
/// Products are divided by lengths, so that no normalised copy of the class matrix is made: beside the matrix, a step
/// holds its gradient and one more tensor of its size for a moment.
func cosines(_ embeddings: Tensor, _ directions: Tensor) -> Tensor {
    inFullPrecision(on: embeddings.device) {
        let lengths = directions.norm(1).clamp(min: 1e-12)
        return embeddings.widened().normalized().linear(directions) / lengths
    }
}

extension Tensor {
    /// Class indices as `[N, 1]`, in which ignored samples stand at class 0.
    func asClassColumn() -> Tensor { clamp(min: 0).unsqueeze(1) }
}
