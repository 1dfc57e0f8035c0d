import ArgumentParser
import BenchmarkSupport
import Detectors
import Torch

/// How many images per second YOLOv5, folded, finds boxes in: from bytes to what suppression leaves.
///
/// `Tools/Bench/yolov5.py inference` does the same in other engines, from the same file.
struct InferenceBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inference", abstract: "Images per second of a detector.")

    @Option(help: "The network: yolov5n, yolov5s, yolov5m, yolov5l or yolov5x.")
    var model = YOLOv5Size.small

    @Option(help: "Images in a pass.")
    var batch = 1

    @OptionGroup var measuring: MeasuringOptions

    private struct Row: Encodable {
        let measurement = "detection"
        let engine = "Flukeprint"
        let model: String
        let size: Int
        let batch: Int
        let bfloat16: Bool
        /// Boxes of each image whose objectness is above the threshold.
        let candidates: [Int]
        /// Boxes of each image that suppression leaves: the peers', if all run the same network.
        let detections: [Int]
        /// How sure the first image's best boxes are.
        let scores: [Double]
        let imagesPerSecond: Double
        /// Of the network alone, from floats to raw maps.
        let networkImagesPerSecond: Double
        /// Convolutions and matrix products of one image.
        let gigaflop: Double
        /// Of all threads together, with suppression.
        let processorMillisecondsPerImage: Double
        let passes: [Double]
    }

    func run() throws {
        Runtime.threads = measuring.threads
        let example = try DetectionExample(model, batch: batch, measuring)
        var options = Detector.Options()
        options.isReduced = measuring.bfloat16
        let detector = Detector(example.network, options: options)
        let network = example.network.folded().to(memoryFormat: .channelsLast)
        let pixels = example.pixels
        let images = example.images.to(memoryFormat: .channelsLast)
        func maps() -> [Tensor] {
            noGrad { autocast(enabled: measuring.bfloat16) { network(images) } }
        }
        let detections = detector(pixels)
        let objectness = noGrad { network.head.decoded(maps())[.all, .all, 4] }
        let candidates = (objectness .> options.thresholds.confidence).sum(1)
        let passes = TimedPasses(warmUp: measuring.warmUp, seconds: measuring.wantedSeconds) {
            _ = detector(pixels)
        }
        let alone = TimedPasses(warmUp: measuring.warmUp, seconds: measuring.wantedSeconds) {
            _ = maps()
        }
        let cost = model.cost(
            classCount: network.configuration.classCount, side: measuring.size)
        try printLine(
            Row(
                model: model.rawValue, size: measuring.size, batch: batch,
                bfloat16: measuring.bfloat16, candidates: candidates.array(of: Int.self),
                detections: detections.map(\.count),
                scores: detections[0].prefix(10).map(\.confidence),
                imagesPerSecond: Double(batch) / median(passes.seconds),
                networkImagesPerSecond: Double(batch) / median(alone.seconds),
                gigaflop: 2 * Double(cost.multiplyAdds) / 1e9,
                processorMillisecondsPerImage: passes.processorSeconds * 1000 / Double(batch),
                passes: passes.seconds))
    }
}
