import Torch
import TorchNN

/// Deep orthogonal fusion of local and global features (arXiv 2108.02927).
///
///     local map ─► MultiAtrous ─► SpatialAttention ─────────► l − (l·g / g·g) g ─┐
///     global map ─► 1×1 conv, batch norm, SiLU, GeM = g ─►────────────┴──────────┴─► cat ─► GeM ─► projection
public final class DOLG: Module, Neck {
    private let configuration: NeckConfiguration
    private let local: MultiAtrous
    private let attention: SpatialAttention
    private let global: ConvolutionUnit
    private let globalPooling: GeM
    private let pooling: GeM
    private let projection: EmbeddingProjection

    init(
        _ configuration: NeckConfiguration, localChannels: Int, globalChannels: Int,
        isFolded: Bool, generator: Generator?, projection: () -> EmbeddingProjection
    ) {
        let width = configuration.fusionWidth
        precondition(width % 2 == 0, "DOLG's branches are of an even width, not \(width)")
        self.configuration = configuration
        local = MultiAtrous(localChannels, width, generator: generator)
        attention = SpatialAttention(width, isFolded: isFolded, generator: generator)
        let style = ConvolutionStyle(
            isSame: false, epsilon: 1e-5, activation: .silu, isFolded: isFolded,
            generator: generator)
        global = style.unit(globalChannels, width)
        globalPooling = GeM(channels: width)
        pooling = GeM(channels: 2 * width)
        self.projection = projection()
    }

    /// The maps of both branches.
    public var inputs: Set<FeatureMap> { [configuration.localMap, configuration.globalMap] }

    override public var children: Named<Module> {
        [
            "local": local, "attention": attention, "global_conv": global.convolution,
            "global_bn": global.norm, "global_pool": globalPooling, "pool": pooling,
            "projection": projection,
        ]
    }

    /// Embeddings `[N, D]`, from the maps of both branches, whose sizes may differ.
    public func callAsFunction(_ maps: [FeatureMap: Tensor]) -> Tensor {
        let localFeatures = attention(local(maps.required(configuration.localMap)))
        let globalMap = global(maps.required(configuration.globalMap))
        // Powers, norms and projections of short numbers lose what tells embeddings apart.
        let fused = inFullPrecision(on: localFeatures.device) {
            let descriptor = globalPooling(globalMap.widened())
            let component = orthogonalComponent(of: localFeatures, to: descriptor)
            let descriptors = descriptor.reshape(component.size(0), -1, 1, 1)
                .expand(component.shape)
            return pooling(Tensor.cat([component, descriptors], 1))
        }
        return projection(fused)
    }
}

extension DOLG: NormFolding {
    /// Convolutions with their norms.
    public var foldedNorms: [(layer: String, norm: String)] { [("global_conv", "global_bn")] }
}
