// The examples of Embedders' article, compiled; `ArticleTests` compares and runs them.
import Embedders
import Torch
import TorchNN

/// An embedder of 64 numbers, whose backbone starts from a file of ImageNet weights where there is one.
func makeEmbedder(weights: String?) throws -> Embedder {
    let embedder = Embedder(
        EmbedderConfiguration(
            try Architecture(named: "tf_efficientnet_lite0"), width: 64,
            neck: NeckConfiguration(.gem)))
    if let weights { try embedder.backbone.loadWeights(from: weights) }
    return embedder
}

/// A head that asks more of animals with few photographs.
func makeHeads(photographsPerAnimal counts: [Int], width: Int) -> TrainingHeads {
    let configuration = HeadConfiguration(.subCenterArcFace, margins: .landmarks)
    return TrainingHeads(individual: configuration.head(counts: counts, width: width))
}

/// Trains on one batch of pixels, `[N, 3, H, W]` from 0 to 255, and returns the losses.
func train(
    _ embedder: Embedder, _ heads: TrainingHeads, pixels: Tensor, animals: Tensor, steps: Int
) -> [Double] {
    let images = embedder.configuration.preprocessing.normalized(pixels)
    let optimizer = AdamW([
        ParameterGroup(embedder.namedParameters, learningRate: 1e-3),
        ParameterGroup(heads.namedParameters, learningRate: 1e-2),
    ])
    embedder.train()
    return (0..<steps).map { _ in
        let loss = heads(embedder(images), individuals: Targets(animals)).total
        optimizer.zeroGrad()
        loss.backward()
        optimizer.step()
        return loss.item()
    }
}

/// The cosines between photographs: near to 1 where they show the same animal.
func compare(_ pixels: Tensor, usingEmbedderAt path: String) throws -> Tensor {
    let embedder = try Embedder(contentsOf: path).folded()
    let images = embedder.configuration.preprocessing.normalized(pixels)
    let embeddings = noGrad { embedder.normalizedEmbeddings(images) }
    return embeddings.matmul(embeddings.transpose())
}
