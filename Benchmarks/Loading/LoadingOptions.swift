import ArgumentParser
import BenchmarkSupport
import Datasets
import Imaging
import Torch

/// What is loaded, and how.
struct LoadingOptions: ParsableArguments {
    @Argument(help: "A table or a folder of photographs, as `flukeprint dataset` reads them.")
    var dataset: String

    @Option(help: "Height and width of the samples.")
    var size = 224

    @Option(help: "Samples per batch.")
    var batch = 32

    @Option(help: "Threads that decode.")
    var workers = LoaderConfiguration(seed: 1).workers

    @Option(help: "How far they stand back, 0 to 19.")
    var niceness = LoaderConfiguration(seed: 1).niceness

    @Option(help: "Batches made ahead.")
    var ahead = LoaderConfiguration(seed: 1).batchesAhead

    @Option(help: "The augmentation: happywhale, mild, yolov5 or none.")
    var preset = "happywhale"

    @Option(help: "A folder that keeps decoded pictures; none if left out.")
    var cache: String?

    func table() throws -> PhotographTable { try Dataset(contentsOf: dataset).table }

    func source() throws -> TimedSource {
        guard let preset = AugmentationPreset(rawValue: preset) else {
            throw ValidationError("--preset is happywhale, mild, yolov5 or none.")
        }
        let table = try table()
        let edge = ImageSize(width: size * 3 / 2, height: size * 3 / 2)
        let files = PictureFiles(
            table, resizing: Resizing(to: edge, fit: .shrinkOutside, kernel: .area))
        let pictures: any PictureSource =
            try cache.map { folder in
                try PictureCache(files, folder: folder) { error in print(error) }
            } ?? files
        return TimedSource(
            AugmentedPhotographs(
                table: table, pictures: pictures,
                pipeline: preset.pipeline(size: ImageSize(width: size, height: size))))
    }

    func loader(_ source: TimedSource) -> Loader<TimedSource, Tensor> {
        Loader(
            source, ShuffledSampler(rows: 0..<source.count, batchSize: batch, seed: 1),
            LoaderConfiguration(
                seed: 1, workers: workers, batchesAhead: ahead, niceness: niceness)
        ) { images in stackedPixels(images) }
    }
}
