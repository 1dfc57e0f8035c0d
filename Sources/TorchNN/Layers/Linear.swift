import Torch

/// A matrix product with a bias, `[…, inputs]` to `[…, outputs]`.
///
/// Weights are drawn as PyTorch draws them: uniform within ±1/√inputs.
public final class Linear: Module, Layer {
    /// `[outputs, inputs]`.
    public let weight: Tensor
    /// `[outputs]`.
    public let bias: Tensor?

    /// A layer with fresh weights.
    public init(
        _ inputs: Int, _ outputs: Int, hasBias: Bool = true, generator: Generator? = nil
    ) {
        let bound = 1 / Double(inputs).squareRoot()
        weight = Tensor.empty([outputs, inputs]).initialize(
            .kaimingUniform(slope: 5.0.squareRoot()), generator: generator)
        bias =
            hasBias
            ? Tensor.empty([outputs]).initialize(
                .uniform(from: -bound, to: bound), generator: generator)
            : nil
        weight.requiresGrad = true
        bias?.requiresGrad = true
    }

    override public var ownParameters: Named<Tensor> { ["weight": weight, "bias": bias] }

    /// `[…, inputs]` to `[…, outputs]`.
    public func callAsFunction(_ input: Tensor) -> Tensor { input.linear(weight, bias: bias) }
}
