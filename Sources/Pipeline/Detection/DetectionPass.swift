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
        /// The state of its file before it was read.
        let state: DetectionJournal.FileState
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
    ///   - each: called once for each photograph that could be read, in order.
    /// - Returns: What could not be read, and how fast it went.
    /// - Throws: `BadPhotographsError` where too many photographs cannot be read, and what `each` throws.
    func run(
        _ views: PhotographViews, each: (Photograph) throws -> Void
    ) throws -> LoaderReport {
        var configuration = LoaderConfiguration(seed: 0, workers: options.workers)
        configuration.toleratedBadShare = options.toleratedBadShare
        let pictures = PictureFiles(
            views.table, crops: views.crops,
            resizing: .longerEdge(options.size, kernel: .area))
        let loader = Loader(
            ViewPictures(pictures),
            SequentialSampler(rows: Array(0..<views.table.count), batchSize: options.batchSize),
            configuration
        ) { Batch(pictures: PaddedBatch($0.map(\.view)), states: $0.map(\.state)) }
        let epoch = loader.epoch(0)
        let viewCounts = views.rows.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        var merging: MergedViews?
        // Of the view that was read first.
        var firstState: DetectionJournal.FileState?
        // One of whose views some cannot be read is not whole, and counts as skipped.
        func finish(_ merged: MergedViews) throws {
            if merged.viewCount == viewCounts[merged.row], let firstState {
                try each(photograph(merged, firstState))
            }
        }
        while let batch = try epoch.next() {
            for ((view, found), state) in zip(
                batch.pictures.detections(by: detector), batch.states)
            {
                let row = views.rows[view.index]
                if let done = merging, done.row != row {
                    try finish(done)
                    merging = nil
                }
                if merging == nil {
                    merging = MergedViews(row: row, size: view.photographSize)
                    firstState = state
                }
                merging?.add(
                    found, tile: views.crops[view.index]?.pixels(in: view.photographSize))
            }
        }
        if let merging { try finish(merging) }
        return loader.report
    }

    private func photograph(
        _ merged: MergedViews, _ state: DetectionJournal.FileState
    ) -> Photograph {
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
            }, state: state)
    }
}

/// Views as samples, as they are, with where they are from.
private struct ViewPictures: SampleSource {
    /// A view, and the state of its photograph's file before it was read: what was found belongs to no later one.
    struct Sample: Sendable {
        let view: PaddedBatch.View
        let state: DetectionJournal.FileState
    }

    private let pictures: PictureFiles

    init(_ pictures: PictureFiles) {
        self.pictures = pictures
    }

    var count: Int { pictures.count }

    func sample(_ request: SampleRequest) throws -> Sample {
        let state = DetectionJournal.FileState(pictures.paths[request.row])
        return Sample(
            view: PaddedBatch.View(try pictures.picture(at: request.row), index: request.row),
            state: state)
    }
}

/// Views that are looked at together.
private struct Batch {
    let pictures: PaddedBatch
    let states: [DetectionJournal.FileState]
}
