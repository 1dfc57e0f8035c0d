import ArgumentParser
import Detectors
import Torch

/// A network, and the pictures that it is measured on.
///
/// `Tools/Bench/yolov5.py make` writes them, so that the peer starts from the same numbers.
struct DetectionExample {
    let network: YOLOv5
    /// `[N, 3, size, size]`, from 0 to 1 in steps of 1/255.
    let images: Tensor
    let targets: DetectionTargets

    /// The first `batch` images of a file, or drawn ones where none is named.
    ///
    /// - Throws: `TensorFileError` or `ValidationError` where the file cannot be used.
    init(_ model: YOLOv5Size, batch: Int, _ options: MeasuringOptions) throws {
        if let path = options.weights {
            try self.init(model, batch: batch, size: options.size, contentsOf: path)
        } else {
            self.init(drawn: model, batch: batch, size: options.size)
        }
    }

    private init(
        _ model: YOLOv5Size, batch: Int, size: Int, contentsOf path: String
    ) throws {
        var state = try StateDictionary(contentsOf: path)
        guard let pictures = state["images"], let targets = state["targets"],
            let classCount = YOLOv5.classCount(of: state)
        else {
            throw ValidationError(
                "\(path) lacks images, targets or YOLOv5's weights; yolov5.py make writes it")
        }
        guard pictures.size(0) >= batch, Array(pictures.shape.dropFirst()) == [3, size, size] else {
            throw ValidationError(
                "\(path): expected \(batch) images of \(size) pixels, found \(pictures.shape)")
        }
        state["images"] = nil
        state["targets"] = nil
        network = YOLOv5(
            YOLOv5Configuration(model, classCount: classCount), generator: Generator(seed: 0))
        try network.load(state, from: path)
        images = pictures.slice(0, start: 0, end: batch)
        self.targets = Self.targets(targets.array(of: Double.self), batch: batch)
    }

    private init(drawn model: YOLOv5Size, batch: Int, size: Int) {
        let generator = Generator(seed: 2)
        network = YOLOv5(YOLOv5Configuration(model, classCount: 1), generator: generator)
        images =
            Tensor.randint(0..<256, [batch, 3, size, size], generator: generator).to(.float32) / 255
        let numbers: [Double] = Tensor.rand([4 * batch, 4], generator: generator).array()
        let rows = (0..<4 * batch).flatMap { row in
            let box = numbers[4 * row..<4 * row + 4]
            return [Double(row % batch), 0]
                + box.prefix(2).map { 0.1 + 0.8 * $0 } + box.suffix(2).map { 0.05 + 0.3 * $0 }
        }
        targets = Self.targets(rows, batch: batch)
    }

    /// Boxes of rows of six numbers: image, class, centre, and size in fractions.
    private static func targets(_ numbers: [Double], batch: Int) -> DetectionTargets {
        DetectionTargets(
            stride(from: 0, to: numbers.count, by: 6).map { start in
                DetectionTargets.Target(
                    image: Int(numbers[start]), classIndex: Int(numbers[start + 1]),
                    centreX: numbers[start + 2], centreY: numbers[start + 3],
                    width: numbers[start + 4], height: numbers[start + 5])
            }.filter { $0.image < batch })
    }

    /// The images as a photograph's pixels, `[N, size, size, 3]` of `uint8`.
    var pixels: Tensor {
        (images * 255).round().to(.uint8).permute(0, 2, 3, 1).contiguous()
    }
}
