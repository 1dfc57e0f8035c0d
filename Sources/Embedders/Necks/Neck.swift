import Torch
import TorchNN

/// What turns a backbone's feature maps into embeddings.
public protocol Neck: Module {
    /// The feature maps that it needs.
    var inputs: Set<FeatureMap> { get }

    /// Embeddings `[N, D]` of feature maps `[N, C, H, W]`.
    func callAsFunction(_ maps: [FeatureMap: Tensor]) -> Tensor
}

/// Which neck, and with which inputs.
public struct NeckConfiguration: Codable, Hashable, Sendable {
    /// How maps become vectors.
    public enum Pooling: String, Codable, CaseIterable, Sendable {
        /// The mean of one map.
        case average
        /// The generalised mean of one map.
        case gem
        /// Two maps fused: ``DOLG``.
        case dolg
    }

    /// How maps become vectors.
    public var pooling: Pooling
    /// The map that is pooled; for DOLG the one of the local branch.
    public var localMap: FeatureMap
    /// The map of DOLG's global branch; the others do not use it.
    public var globalMap: FeatureMap
    /// The channels of each of DOLG's branches; the others do not use it.
    public var fusionWidth: Int
    /// The share of pooled features that is dropped in training.
    public var dropout: Double

    enum CodingKeys: String, CodingKey {
        case pooling, dropout
        case localMap = "local_map"
        case globalMap = "global_map"
        case fusionWidth = "fusion_width"
    }

    /// A neck as the reference has it: the local branch after the head convolution, the global one after stage 6 of 7,
    /// which counts as `features.5`.
    public init(
        _ pooling: Pooling = .dolg, localMap: FeatureMap = .head, globalMap: FeatureMap = .stage(5),
        fusionWidth: Int = 1024, dropout: Double = 0.2
    ) {
        self.pooling = pooling
        self.localMap = localMap
        self.globalMap = globalMap
        self.fusionWidth = fusionWidth
        self.dropout = dropout
    }

    /// A neck with fresh weights for maps of a network.
    func neck(
        on network: EfficientNetConfiguration, width: Int, isFolded: Bool, generator: Generator?
    ) -> any Neck {
        let channels = network.channels(of: localMap)
        let projection = { (inputs: Int) in
            EmbeddingProjection(
                inputs, width, dropout: dropout, isFolded: isFolded, generator: generator)
        }
        switch pooling {
        case .average:
            return PooledNeck(localMap, pooling: nil, projection: projection(channels))
        case .gem:
            return PooledNeck(
                localMap, pooling: GeM(channels: channels), projection: projection(channels))
        case .dolg:
            return DOLG(
                self, localChannels: channels, globalChannels: network.channels(of: globalMap),
                isFolded: isFolded, generator: generator,
                projection: { projection(2 * fusionWidth) })
        }
    }
}
