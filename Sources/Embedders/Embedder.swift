import Torch
import TorchNN

/// A network that turns photographs of animals into vectors that lie together where the animal is the same.
///
/// A backbone and a neck; its weights are named `backbone.…`, as timm names them, and `neck.…`.
public final class Embedder: Module, Layer {
    /// All that the embedder is made from but its weights.
    public let configuration: EmbedderConfiguration
    /// The network that finds features.
    public let backbone: EfficientNet
    /// The layers that make embeddings of them.
    public let neck: any Neck

    /// An embedder with fresh weights.
    ///
    /// - Parameters:
    ///   - configuration: what it is made of.
    ///   - generator: what the weights are drawn from.
    public convenience init(_ configuration: EmbedderConfiguration, generator: Generator? = nil) {
        self.init(configuration, isFolded: false, generator: generator)
    }

    private init(_ configuration: EmbedderConfiguration, isFolded: Bool, generator: Generator?) {
        self.configuration = configuration
        let network = configuration.architecture.network
        backbone = EfficientNet(
            network, classCount: nil, dropout: 0, dropPath: configuration.dropPath,
            isFolded: isFolded, generator: generator)
        neck = configuration.neck.neck(
            on: network, width: configuration.width, isFolded: isFolded, generator: generator)
    }

    override public var children: Named<Module> { ["backbone": backbone, "neck": neck] }

    /// Embeddings of normalised images, `[N, 3, H, W]` to `[N, D]`; their lengths mean nothing.
    public func callAsFunction(_ images: Tensor) -> Tensor {
        neck(backbone.featureMaps(images, neck.inputs))
    }

    /// Embeddings of length 1, whose products are cosines, `float32`.
    public func normalizedEmbeddings(_ images: Tensor) -> Tensor {
        self(images).to(.float32).normalized()
    }

    /// A copy for inference, in which every batch norm has become part of the layer before it.
    public func folded() -> Embedder {
        precondition(!backbone.isFolded, "the embedder is folded already")
        let copy = Embedder(configuration, isFolded: true, generator: Generator(seed: 0))
        copy.take(stateWithFoldedNorms())
        return copy
    }
}
