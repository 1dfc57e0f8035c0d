import Torch

/// Generalised mean pooling (arXiv 1711.02512), `[N, C, H, W]` to `[N, C]`: (mean xᵖ)^(1/p).
///
/// p = 1 is the mean, p → ∞ the maximum; p is learned, one for all channels or one per channel.
public final class GeM: Module, Layer {
    /// The exponent, `[1]` or `[C]`.
    public let exponent: Tensor
    /// Elements below count as this.
    public let epsilon: Double

    /// A layer with that exponent; one per channel where `channels` are given.
    public init(exponent: Double = 3, channels: Int = 1, epsilon: Double = 1e-6) {
        self.exponent = Tensor.full([channels], exponent).requiringGrad()
        self.epsilon = epsilon
    }

    override public var ownParameters: Named<Tensor> { ["p": exponent] }

    /// `[N, C, H, W]` to `[N, C]`.
    public func callAsFunction(_ input: Tensor) -> Tensor {
        let power = exponent.reshape(1, -1, 1, 1)
        let mean = input.clamp(min: epsilon).pow(power).mean(2, 3)
        // εᵖ is less than any number where p is great; the slope of the root of 0 is infinite.
        return mean.clamp(min: 1e-36).pow(1 / exponent)
    }
}
