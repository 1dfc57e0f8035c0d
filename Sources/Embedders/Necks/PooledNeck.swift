import Torch
import TorchNN

/// One map pooled over its pixels, then projected.
final class PooledNeck: Module, Neck {
    private let map: FeatureMap
    /// `nil` for the mean.
    private let pooling: GeM?
    private let projection: EmbeddingProjection

    init(_ map: FeatureMap, pooling: GeM?, projection: EmbeddingProjection) {
        self.map = map
        self.pooling = pooling
        self.projection = projection
    }

    var inputs: Set<FeatureMap> { [map] }

    override var children: Named<Module> { ["pool": pooling, "projection": projection] }

    func callAsFunction(_ maps: [FeatureMap: Tensor]) -> Tensor {
        let input = maps.required(map)
        // Powers of short numbers lose what tells embeddings apart.
        return projection(pooling.map { $0(input.widened()) } ?? input.mean(2, 3))
    }
}

extension [FeatureMap: Tensor] {
    /// The map of that name, which the backbone must have been asked for.
    func required(_ map: FeatureMap) -> Tensor {
        guard let tensor = self[map] else { preconditionFailure("the map \(map) is missing") }
        return tensor
    }
}
