import Torch
import TorchNN

/// The last layers of every neck: dropout, a matrix product and batch norm, `[N, inputs]` to `[N, D]`.
final class EmbeddingProjection: Module, Layer {
    private let dropout: Dropout
    private let linear: Linear
    /// `nil` once it is part of the matrix product.
    private let norm: BatchNorm?

    init(_ inputs: Int, _ width: Int, dropout: Double, isFolded: Bool, generator: Generator?) {
        self.dropout = Dropout(dropout)
        linear = Linear(inputs, width, hasBias: isFolded, generator: generator)
        norm = isFolded ? nil : BatchNorm(width)
    }

    override var children: Named<Module> { ["dropout": dropout, "linear": linear, "bn": norm] }

    func callAsFunction(_ features: Tensor) -> Tensor {
        // Pooling widens; a network converted as a whole has weights of a shorter type.
        let projected = linear(dropout(features).to(linear.weight.dtype))
        return norm.map { $0(projected) } ?? projected
    }
}

extension EmbeddingProjection: NormFolding {
    var foldedNorms: [(layer: String, norm: String)] { [("linear", "bn")] }
}
