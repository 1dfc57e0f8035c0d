import Torch

/// log(1 + e^(βx)) / β, a smooth ReLU that comes closer to it the greater β is.
public final class Softplus: Module, Layer {
    private let beta: Double
    private let threshold: Double

    /// A layer with that β; x itself is given where βx exceeds `threshold`.
    public init(beta: Double = 1, threshold: Double = 20) {
        self.beta = beta
        self.threshold = threshold
    }

    /// A tensor of the input's shape.
    public func callAsFunction(_ input: Tensor) -> Tensor {
        input.softplus(beta: beta, threshold: threshold)
    }
}
