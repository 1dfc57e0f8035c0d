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

    /// Samples of rows, which are called as `individuals` has it, and are of species as `species` has it.
    init(_ samples: [AugmentedSample], individuals: RowTargets, species: RowTargets? = nil) {
        pixels = stackedPixels(samples.map(\.image))
        targets = individuals.targets(of: samples)
        self.species = species?.targets(of: samples)
        speciesCount =
            species.map { species in
                samples.count { species.classes[$0.parts[0].row] != Targets.ignored }
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
    /// The same on a device.
    func on(_ device: Device) -> Targets {
        Targets(
            labels.to(device), weights: weights?.to(device),
            mixed: mixed.map { Mixed(labels: $0.labels.to(device), share: $0.share.to(device)) },
            soft: soft.map { Soft(labels: $0.labels.to(device), shares: $0.shares.to(device)) })
    }
}
