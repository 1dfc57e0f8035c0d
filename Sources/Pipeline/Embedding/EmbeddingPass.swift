import Datasets
import Embedders
import Torch

/// Photographs through an embedder, in the order of their rows.
struct EmbeddingPass {
    /// How a pass computes.
    struct Options {
        /// Photographs in a batch.
        var batchSize = 32
        /// Threads that read photographs.
        var workers = 2
        /// Whether the embedding is the mean of the photograph's and the mirrored one's.
        var addsMirrored = false
        /// Whether convolutions and products are computed in bfloat16.
        var isReduced = false
        /// The share of photographs that may be bad.
        var toleratedBadShare = 0.1
    }

    /// What a pass gives.
    struct Result {
        /// Embeddings as the network gives them, `[N, D]`, `float32`: a row for each photograph that could be read.
        let vectors: Tensor
        /// The rows of these photographs.
        let rows: [Int]
        /// What could not be read, and how fast it went.
        let report: LoaderReport
    }

    let embedder: Embedder
    let options: Options
    var device = Device.cpu

    /// Embeds the photographs of some rows.
    ///
    /// - Parameter progress: called with the number of photographs after each batch.
    /// - Throws: `BadPhotographsError` where too many photographs cannot be read.
    func run(
        _ pictures: some PictureSource, rows: [Int], progress: (Int) -> Void = { _ in }
    ) throws -> Result {
        var configuration = LoaderConfiguration(seed: 0, workers: options.workers)
        configuration.toleratedBadShare = options.toleratedBadShare
        let loader = Loader(
            PlainPictures(pictures),
            SequentialSampler(rows: rows, batchSize: options.batchSize), configuration
        ) { samples in (stackedPixels(samples.map(\.image)), samples.map(\.row)) }
        let epoch = loader.epoch(0)
        var vectors: [Tensor] = []
        var found: [Int] = []
        while let (pixels, rows) = try epoch.next() {
            vectors.append(embed(pixels))
            found += rows
            progress(rows.count)
        }
        let width = embedder.configuration.width
        return Result(
            vectors: vectors.isEmpty ? Tensor.zeros([0, width]) : Tensor.cat(vectors),
            rows: found, report: loader.report)
    }

    /// `[N, H, W, 3]` of `uint8` to `[N, D]`, on the CPU.
    private func embed(_ pixels: Tensor) -> Tensor {
        noGrad {
            let images = embedder.configuration.preprocessing.normalized(
                pixels.to(device).permute(0, 3, 1, 2))
            return autocast(on: device, enabled: options.isReduced) {
                let vectors = embedder(images).to(.float32)
                return options.addsMirrored
                    ? (vectors + embedder(images.flip(3)).to(.float32)) / 2 : vectors
            }.to(.cpu)
        }
    }
}
