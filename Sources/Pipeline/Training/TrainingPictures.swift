import Datasets
import Imaging

extension TrainingConfiguration {
    private var regions: CropRegions { CropRegions(className: data.box, margin: data.margin) }

    /// Samples to learn from: cropped with room for augmentation, perhaps from the cache, and augmented.
    ///
    /// - Parameter warn: told when the cache cannot be written any more.
    /// - Throws: `DatasetError` where the augmentation is not valid, or the cache's folder cannot be made.
    func trainingSamples(
        of table: PhotographTable, warn: @escaping @Sendable (DatasetError) -> Void
    ) throws -> AugmentedPhotographs {
        var pipeline = try AugmentationPipeline(
            yaml: input.augmentation, path: "the augmentation of the training")
        pipeline.size = ImageSize(width: input.width, height: input.height)
        pipeline.fit = input.fit
        // Larger than the network sees, so that a part of it can be enlarged without a loss.
        let edge = Int(1.5 * regions.roominess * Double(max(input.width, input.height)))
        let files = PictureFiles(
            table, crops: regions.surroundings(of: table),
            resizing: Resizing(
                to: ImageSize(width: edge, height: edge), fit: .shrinkOutside, kernel: .area))
        let pictures: any PictureSource =
            loading.cache.isEmpty
            ? files : try PictureCache(files, folder: loading.cache, warn: warn)
        return AugmentedPhotographs(table: table, pictures: pictures, pipeline: pipeline)
    }

    /// Photographs as they are judged: cropped, and brought to the network's size in one go.
    func evaluationPictures(of table: PhotographTable) -> PictureFiles {
        let size = ImageSize(width: input.width, height: input.height)
        return PictureFiles(
            table, crops: regions.crops(of: table),
            resizing: Resizing(
                to: size,
                fit: input.fit == .stretch ? .stretch : .letterbox(padding: Pixel(grey: 114)),
                kernel: .area))
    }
}
