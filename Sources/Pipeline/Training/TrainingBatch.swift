import Datasets
import Embedders
import Torch

/// What one forward pass learns from.
struct TrainingBatch {
    /// `[N, H, W, 3]`, `uint8`.
    let pixels: Tensor
    /// Whom the photographs show.
    let targets: Targets
    /// Which species, where that is learned on the side.
    let species: Targets?
    /// How many of the photographs are of a known species.
    let speciesCount: Int

    /// Samples of rows, whose classes stand in `classes`, and whose species in `species`.
    ///
    /// A photograph with another mixed into it has the classes of both, by their weights.
    init(_ samples: [AugmentedSample], classes: [Int], species: [Int]? = nil) {
        pixels = stackedPixels(samples.map(\.image))
        targets = Targets(of: samples, classes)
        self.species = species.map { Targets(of: samples, $0) }
        speciesCount =
            species.map { species in
                samples.count { species[$0.parts[0].row] != Targets.ignored }
            } ?? 0
    }
}

extension TrainingBatch {
    /// Pixels of nothing, all of the first class: for trials of speed.
    init(random count: Int, width: Int, height: Int, hasSpecies: Bool) {
        pixels = Tensor.randint(
            0..<256, [count, height, width, 3], generator: Generator(seed: 0)
        ).to(.uint8)
        targets = Targets(Tensor.zeros([count], dtype: .int64))
        species = hasSpecies ? targets : nil
        speciesCount = hasSpecies ? count : 0
    }
}

extension Targets {
    /// The classes of samples, by the rows that they were made of.
    fileprivate init(of samples: [AugmentedSample], _ classes: [Int]) {
        let labels = Tensor(samples.map { classes[$0.parts[0].row] })
        guard samples.contains(where: { $0.parts.count > 1 }) else {
            self.init(labels)
            return
        }
        let others = samples.map { classes[($0.parts.last ?? $0.parts[0]).row] }
        let shares = samples.map { Float($0.parts.count > 1 ? $0.parts[0].weight : 1) }
        self.init(labels, mixed: Mixed(labels: Tensor(others), share: Tensor(shares)))
    }

    /// The same on a device.
    func on(_ device: Device) -> Targets {
        Targets(
            labels.to(device), weights: weights?.to(device),
            mixed: mixed.map { Mixed(labels: $0.labels.to(device), share: $0.share.to(device)) })
    }
}
