import Datasets
import Embedders
import Torch

/// What one forward pass learns from.
struct TrainingBatch {
    /// `[N, H, W, 3]`, `uint8`.
    let pixels: Tensor
    /// Whom the photographs show.
    let targets: Targets

    /// Samples of rows, whose classes stand in `classes`.
    ///
    /// A photograph with another mixed into it has the classes of both, by their weights.
    init(_ samples: [AugmentedSample], classes: [Int]) {
        pixels = stackedPixels(samples.map(\.image))
        let labels = Tensor(samples.map { classes[$0.parts[0].row] })
        guard samples.contains(where: { $0.parts.count > 1 }) else {
            targets = Targets(labels)
            return
        }
        let others = samples.map { classes[($0.parts.last ?? $0.parts[0]).row] }
        let shares = samples.map { Float($0.parts.count > 1 ? $0.parts[0].weight : 1) }
        targets = Targets(
            labels, mixed: Targets.Mixed(labels: Tensor(others), share: Tensor(shares)))
    }
}

extension TrainingBatch {
    /// Pixels of nothing, all of the first class: for trials of speed.
    init(random count: Int, width: Int, height: Int) {
        pixels = Tensor.randint(
            0..<256, [count, height, width, 3], generator: Generator(seed: 0)
        ).to(.uint8)
        targets = Targets(Tensor.zeros([count], dtype: .int64))
    }
}

extension Targets {
    /// The same on a device.
    func on(_ device: Device) -> Targets {
        Targets(
            labels.to(device), weights: weights?.to(device),
            mixed: mixed.map { Mixed(labels: $0.labels.to(device), share: $0.share.to(device)) })
    }
}
