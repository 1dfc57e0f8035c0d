import Torch

/// Layers one after another, named by their positions: `0.weight`, `1.bias`, …
public final class Sequential: Module, Layer {
    /// The layers, first to last.
    public let layers: [any Layer]

    /// Layers, first to last.
    public init(_ layers: any Layer...) {
        self.layers = layers
    }

    /// Layers, first to last.
    public init(_ layers: [any Layer]) {
        self.layers = layers
    }

    override public var children: Named<Module> { Named(numbering: layers) }

    /// The last layer's output.
    public func callAsFunction(_ input: Tensor) -> Tensor {
        layers.reduce(input) { $1($0) }
    }
}
