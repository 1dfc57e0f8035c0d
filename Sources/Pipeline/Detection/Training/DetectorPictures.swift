import Datasets
import Imaging

extension DetectorConfiguration {
    /// The samples' size.
    var inputSize: ImageSize { ImageSize(width: input.size, height: input.size) }

    /// Samples to learn from: views of photographs, perhaps from the cache, augmented.
    ///
    /// - Parameter warn: told when the cache cannot be written any more.
    /// - Throws: `DatasetError` where the augmentation is not valid or the cache's folder cannot be made.
    func trainingSamples(
        of views: PhotographViews, warn: @escaping @Sendable (DatasetError) -> Void
    ) throws -> AugmentedPhotographs {
        var pipeline = try AugmentationPipeline(
            yaml: input.augmentation, path: "the augmentation of the training", size: inputSize)
        pipeline.fit = .letterbox
        let enlargement = pipeline.greatestEnlargement
        let edge = Int((enlargement * Double(input.size)).rounded(.up))
        let files = PictureFiles(
            views.table, crops: views.crops,
            resizing: Resizing(
                to: ImageSize(width: edge, height: edge), fit: .shrinkInside, kernel: .area))
        let pictures: any PictureSource =
            loading.cache.isEmpty
            ? files : try PictureCache(files, folder: loading.cache, warn: warn)
        return AugmentedPhotographs(table: views.table, pictures: pictures, pipeline: pipeline)
    }
}

extension AugmentationPipeline {
    /// How much larger than the sample a picture may be shown, so that as many pixels are kept.
    fileprivate var greatestEnlargement: Double {
        augmentations.reduce(1) { greatest, augmentation in
            (augmentation as? Affine).map { max(greatest, $0.scale.upperBound) } ?? greatest
        }
    }
}
