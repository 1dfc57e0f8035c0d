import Torch

/// In training, sets elements to 0 with a probability and scales the others up to keep the mean.
public final class Dropout: Module, Layer {
    /// How likely an element is dropped.
    public let probability: Double
    private let generator: Generator?

    /// A layer that draws from `generator`, or from the device's standard one.
    public init(_ probability: Double, generator: Generator? = nil) {
        precondition((0..<1).contains(probability), "dropout with probability \(probability)")
        self.probability = probability
        self.generator = generator
    }

    /// A tensor of the input's shape.
    public func callAsFunction(_ input: Tensor) -> Tensor {
        guard isTraining && probability > 0 else { return input }
        let keep = 1 - probability
        let mask = Tensor.empty(like: input.detached())
            .fillBernoulli(probability: keep, generator: generator)
        mask.divideInPlace(keep)
        return input * mask
    }
}
