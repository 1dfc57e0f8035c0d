import Torch

/// A function of each element, as a layer: `Activation(.silu)`.
public final class Activation: Module, Layer {
    /// Which function.
    public enum Function: String, CaseIterable, Sendable {
        /// x.
        case identity
        /// max(x, 0).
        case relu
        /// min(max(x, 0), 6).
        case relu6
        /// x · sigmoid(x).
        case silu
        /// 1 / (1 + e⁻ˣ).
        case sigmoid
        /// log(1 + eˣ).
        case softplus

        /// The function's value for each element.
        public func callAsFunction(_ input: Tensor) -> Tensor {
            switch self {
            case .identity: input
            case .relu: input.relu()
            case .relu6: input.relu6()
            case .silu: input.silu()
            case .sigmoid: input.sigmoid()
            case .softplus: input.softplus()
            }
        }

        /// The same function where operators can take it along.
        var fused: FusedActivation? {
            switch self {
            case .identity: .identity
            case .relu: .relu
            case .relu6: .relu6
            case .silu: .silu
            case .sigmoid, .softplus: nil
            }
        }
    }

    /// Which function.
    public let function: Function

    /// A layer that applies the function.
    public init(_ function: Function) {
        self.function = function
    }

    /// A tensor of the input's shape.
    public func callAsFunction(_ input: Tensor) -> Tensor { function(input) }
}
