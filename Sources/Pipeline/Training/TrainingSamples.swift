import Datasets

/// Augmented photographs to learn from and, where classes are mirrored, behind them their mirror images.
struct TrainingSamples: SampleSource {
    private let photographs: AugmentedPhotographs
    /// `nil` where nothing is mirrored.
    private let mirrored: AugmentedPhotographs?

    init(_ photographs: AugmentedPhotographs, addingMirrored: Bool) {
        self.photographs = photographs
        guard addingMirrored else {
            mirrored = nil
            return
        }
        var pipeline = photographs.pipeline
        pipeline.augmentations.insert(HorizontalFlip(probability: 1), at: 0)
        mirrored = AugmentedPhotographs(
            table: photographs.table, pictures: photographs.pictures, pipeline: pipeline,
            partners: photographs.partners)
    }

    var count: Int { mirrored == nil ? photographs.count : 2 * photographs.count }

    func sample(_ request: SampleRequest) throws -> AugmentedSample {
        guard let mirrored, request.row >= photographs.count else {
            return try photographs.sample(request)
        }
        let row = request.row - photographs.count
        let sample = try mirrored.sample(SampleRequest(row: row, seed: request.seed))
        return sample.renumbered { $0 + photographs.count }
    }
}
