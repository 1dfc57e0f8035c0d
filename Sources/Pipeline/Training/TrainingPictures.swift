import Datasets
import Imaging

extension TrainingConfiguration {
    /// Which part of each photograph is seen.
    var regions: CropRegions { CropRegions(className: data.box, margin: data.margin) }

    /// Samples to learn from: cropped with room for augmentation, perhaps from the cache, and augmented.
    ///
    /// - Parameter warn: told when the cache cannot be written any more.
    /// - Throws: `DatasetError` where the augmentation is not valid, or mirrors what are classes of their own, or the cache's folder cannot be made.
    func trainingSamples(
        of table: PhotographTable, warn: @escaping @Sendable (DatasetError) -> Void
    ) throws -> TrainingSamples {
        var pipeline = try AugmentationPipeline(
            yaml: input.augmentation, path: "the augmentation of the training",
            size: ImageSize(width: input.width, height: input.height))
        pipeline.fit = input.fit
        if data.mirrorsClasses,
            pipeline.augmentations.contains(where: { $0 is HorizontalFlip && $0.probability > 0 })
        {
            throw DatasetError(
                path: "the augmentation of the training",
                problem: "it flips photographs, whose mirror images are classes of their own",
                advice: "leave out `horizontal_flip`, or set `data.mirror_classes` to false")
        }
        let choosesBoxes = pipeline.augmentations.contains { $0 is BoxCrop || $0 is BoxJitter }
        if !data.box.isEmpty, !choosesBoxes {
            pipeline.augmentations.insert(BoxCrop(margin: data.margin), at: 0)
        }
        // Larger than the network sees, so that a part of it can be enlarged without a loss.
        let edge = Int(1.5 * regions.roominess * Double(max(input.width, input.height)))
        let files = PictureFiles(
            table, crops: regions.surroundings(of: table),
            resizing: Resizing(
                to: ImageSize(width: edge, height: edge), fit: .shrinkOutside, kernel: .area))
        let pictures: any PictureSource =
            loading.cache.isEmpty
            ? files : try PictureCache(files, folder: loading.cache, warn: warn)
        let boxed =
            data.box.isEmpty ? table : regions.boxes(of: table, onlyBest: !choosesBoxes)
        return TrainingSamples(
            AugmentedPhotographs(table: boxed, pictures: pictures, pipeline: pipeline),
            addingMirrored: data.mirrorsClasses)
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
