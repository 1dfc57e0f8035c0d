import Embedders
import Torch
import TorchNN

/// The training step that a loader feeds: an embedder on EfficientNet-Lite0 with ArcFace for 237 individuals, AdamW.
struct FeedingStep {
    private let embedder: Embedder
    private let head: any ClassificationHead
    private let optimizer: AdamW

    init() throws {
        let generator = Generator(seed: 2)
        let configuration = EmbedderConfiguration(
            try Architecture(named: "tf_efficientnet_lite0"), neck: NeckConfiguration(.gem))
        embedder = Embedder(configuration, generator: generator).to(memoryFormat: .channelsLast)
        head = HeadConfiguration().head(
            counts: Array(repeating: 1, count: 237), width: configuration.width,
            generator: generator)
        optimizer = AdamW([
            ParameterGroup(
                embedder.namedParameters + head.namedParameters.map { ("head.\($0)", $1) },
                learningRate: 1e-3, weightDecay: 1e-2)
        ])
    }

    /// Makes a step on `uint8` pictures, `[N, H, W, 3]`.
    func callAsFunction(_ pictures: Tensor) {
        let images = embedder.configuration.preprocessing.normalized(
            pictures.permute(0, 3, 1, 2))
        let labels = Tensor.zeros([pictures.shape[0]], dtype: .int64)
        head.loss(embedder(images), Targets(labels)).backward()
        optimizer.step()
        optimizer.zeroGrad()
    }
}
