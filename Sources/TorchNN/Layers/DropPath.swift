import Torch

/// Stochastic depth (arXiv 1603.09382): in training, drops whole samples of a residual branch with
/// a probability, and scales the others up to keep the mean.
public final class DropPath: Module, Layer {
    /// How likely a sample is dropped.
    public let probability: Double
    private let generator: Generator?

    /// A layer that draws from `generator`, or from the device's standard one.
    public init(_ probability: Double, generator: Generator? = nil) {
        precondition((0..<1).contains(probability), "drop path with probability \(probability)")
        self.probability = probability
        self.generator = generator
    }

    /// Whether samples are dropped now; else the layer gives its input.
    public var isDropping: Bool { isTraining && probability > 0 }

    /// A tensor of the input's shape, whose first dimension counts samples.
    public func callAsFunction(_ input: Tensor) -> Tensor {
        guard isDropping else { return input }
        let keep = 1 - probability
        let shape = [input.size(0)] + [Int](repeating: 1, count: input.rank - 1)
        let mask = Tensor.empty(shape, dtype: input.dtype, device: input.device)
            .fillBernoulli(probability: keep, generator: generator)
        mask.divideInPlace(keep)
        return input * mask
    }
}
