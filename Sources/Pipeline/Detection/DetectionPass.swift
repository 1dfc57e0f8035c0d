import Datasets
import Detectors
import Imaging
import Torch

/// Photographs through a detector, in the order of their rows, batch by batch.
struct DetectionPass {
    /// How a pass computes.
    struct Options {
        /// How the network is run.
        var detector = Detector.Options()
        /// The side of the network's input, in pixels.
        var size = 640
        /// Pictures in a batch.
        var batchSize = 16
        /// Threads that read photographs.
        var workers = 2
        /// The share of pictures that may be bad.
        var toleratedBadShare = 0.1
    }

    /// What was found in a photograph.
    struct Photograph {
        /// Its row in the table.
        let row: Int
        /// The photograph's size, upright.
        let size: PictureSize
        /// The boxes, in the photograph's pixels, the most confident first.
        let boxes: [BoxLabel]
    }

    /// The names of the classes, by number.
    let classes: [String]
    /// What boxes say about where they are from.
    let origin: String
    let options: Options
    private let detector: Detector

    /// A pass with the present weights of a network.
    init(
        _ network: YOLOv5, classes: [String], origin: String, device: Device, options: Options
    ) {
        self.classes = classes
        self.origin = origin
        self.options = options
        detector = Detector(network, device: device, options: options.detector)
    }

    /// Looks at photographs, whole or in tiles.
    ///
    /// - Parameters:
    ///   - views: what is looked at.
    ///   - progress: called with the number of views after each batch.
    ///   - each: called once for each photograph that could be read, in order.
    /// - Returns: What could not be read, and how fast it went.
    /// - Throws: `BadPhotographsError` where too many photographs cannot be read, and what `each` throws.
    func run(
        _ views: PhotographViews, progress: (Int) -> Void = { _ in },
        each: (Photograph) throws -> Void
    ) throws -> LoaderReport {
        var configuration = LoaderConfiguration(seed: 0, workers: options.workers)
        configuration.toleratedBadShare = options.toleratedBadShare
        let size = ImageSize(width: options.size, height: options.size)
        let pictures = PictureFiles(
            views.table, crops: views.crops,
            resizing: Resizing(
                to: size, fit: .letterbox(padding: Pixel(grey: 114)), kernel: .area))
        let loader = Loader(
            ViewPictures(pictures),
            SequentialSampler(rows: Array(0..<views.table.count), batchSize: options.batchSize),
            configuration
        ) { samples in (stackedPixels(samples.map(\.picture.image)), samples.map(Seen.init)) }
        let epoch = loader.epoch(0)
        var merging: MergedViews?
        while let (pixels, seen) = try epoch.next() {
            for (view, found) in zip(seen, detector(pixels)) {
                let row = views.rows[view.index]
                if let done = merging, done.row != row {
                    try each(photograph(done))
                    merging = nil
                }
                merging = merging ?? MergedViews(row: row, size: view.photographSize)
                merging?.add(
                    found.map { view.inPhotograph($0) },
                    tile: views.crops[view.index]?.pixels(in: view.photographSize))
            }
            progress(seen.count)
        }
        if let merging { try each(photograph(merging)) }
        return loader.report
    }

    private func photograph(_ merged: MergedViews) -> Photograph {
        let size = PictureSize(width: merged.size.width, height: merged.size.height)
        let found = merged.detections(options.detector.thresholds)
        return Photograph(
            row: merged.row, size: size,
            boxes: found.compactMap { detection in
                detection.box.clipped(to: size).map {
                    BoxLabel(
                        $0, className: classes[detection.classIndex],
                        confidence: detection.confidence, origin: origin)
                }
            })
    }
}

/// Views as samples, as they are, with where they are from.
private struct ViewPictures: SampleSource {
    struct Sample: Sendable {
        let picture: DecodedImage
        let index: Int
    }

    private let pictures: PictureFiles

    init(_ pictures: PictureFiles) {
        self.pictures = pictures
    }

    var count: Int { pictures.count }

    func sample(_ request: SampleRequest) throws -> Sample {
        Sample(picture: try pictures.picture(at: request.row), index: request.row)
    }
}

/// Where a view's pixels are from.
private struct Seen: Sendable {
    let index: Int
    let photographSize: ImageSize
    private let transform: PixelTransform

    init(_ sample: ViewPictures.Sample) {
        index = sample.index
        photographSize = sample.picture.photographSize
        transform = sample.picture.transform
    }

    /// The same box in the photograph's pixels.
    func inPhotograph(_ detection: Detection) -> Detection {
        let start = transform.invert(x: detection.box.left, y: detection.box.top)
        let end = transform.invert(x: detection.box.right, y: detection.box.bottom)
        var moved = detection
        moved.box = Box(left: start.x, top: start.y, right: end.x, bottom: end.y)
        return moved
    }
}
