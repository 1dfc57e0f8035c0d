import Torch
import TorchNN

/// YOLOv5's loss of raw maps: where boxes are, whether there is one, and what it is.
///
/// Boxes by ``completeIoU(_:_:)``, the rest by yes-or-no cross-entropy. What a prediction should answer to "is there a
/// box" is how well its own box fits.
public struct DetectionLoss: Sendable {
    /// How much the parts count, and by which details.
    public struct Settings: Hashable, Sendable, Codable {
        /// The gain of the boxes' part, for three maps.
        public var box = 0.05
        /// The gain of the objectness' part, for three maps and pictures of 640 pixels.
        public var objectness = 1.0
        /// The gain of the classes' part, for three maps and 80 classes.
        public var classes = 0.5
        /// What a positive objectness weighs beside a negative one.
        public var objectnessPositiveWeight = 1.0
        /// What a positive class weighs beside a negative one.
        public var classPositiveWeight = 1.0
        /// How much the objectness of each map counts, that of the smallest stride first.
        public var balance = [4.0, 1.0, 0.4]
        /// How far the width and height of a box may be from an anchor's, as a factor.
        public var anchorFactor = 4.0
        /// The exponent of focal loss; 0 for plain cross-entropy.
        public var focal = 0.0
        /// The share of a class's answer that is spread.
        public var labelSmoothing = 0.0

        /// The published settings.
        public init() {}

        /// The gains for a number of classes and a size of pictures, as the published recipe scales them.
        public func scaled(classCount: Int, pixels: Int) -> Settings {
            var scaled = self
            let side = Double(pixels) / 640
            scaled.objectness *= side * side
            scaled.classes *= Double(classCount) / 80
            return scaled
        }
    }

    /// The parts of a loss, each times its gain; scalars.
    public struct Parts {
        /// Of where boxes are.
        public let box: Tensor
        /// Of whether there is a box.
        public let objectness: Tensor
        /// Of what it is; 0 where there is one class.
        public let classes: Tensor
        private let imageCount: Int

        init(box: Tensor, objectness: Tensor, classes: Tensor, imageCount: Int) {
            self.box = box
            self.objectness = objectness
            self.classes = classes
            self.imageCount = imageCount
        }

        /// Their sum, times the number of pictures.
        public var total: Tensor { (box + objectness + classes) * Double(imageCount) }
    }

    /// How much the parts count.
    public let settings: Settings

    /// A loss.
    public init(_ settings: Settings) {
        self.settings = settings
    }

    /// The loss of a batch's raw maps, `[N, 3, H, W, 5 + classes]` each.
    ///
    /// - Parameters:
    ///   - maps: what the network gave.
    ///   - targets: the boxes that there are.
    ///   - cellAnchors: `[3, 3, 2]`, in cells.
    public func callAsFunction(
        _ maps: [Tensor], _ targets: DetectionTargets, cellAnchors: Tensor
    ) -> Parts {
        let sizes: [Float] = cellAnchors.to(.float32).array()
        let zero = Tensor.zeros([], dtype: maps[0].dtype, device: maps[0].device)
        var (box, objectness, classes) = (zero, zero, zero)
        for (index, map) in maps.enumerated() {
            let places = index * Anchors.perMap..<(index + 1) * Anchors.perMap
            let assignment = AnchorAssignment(
                of: targets, anchors: places.map { (sizes[2 * $0], sizes[2 * $0 + 1]) },
                width: map.size(3), height: map.size(2), factor: Float(settings.anchorFactor))
            let level = loss(of: map, assignment, cellAnchors[index])
            objectness = objectness + level.objectness * settings.balance[index]
            if let part = level.box { box = box + part }
            if let part = level.classes { classes = classes + part }
        }
        return Parts(
            box: box * settings.box, objectness: objectness * settings.objectness,
            classes: classes * settings.classes, imageCount: maps[0].size(0))
    }

    private func loss(
        of map: Tensor, _ assignment: AnchorAssignment, _ anchors: Tensor
    ) -> (box: Tensor?, objectness: Tensor, classes: Tensor?) {
        let wanted = Tensor.zeros(
            Array(map.shape.dropLast()), dtype: map.dtype, device: map.device)
        let answers = map[.ellipsis, 4]
        guard assignment.count > 0 else {
            return (nil, entropy(answers, wanted, settings.objectnessPositiveWeight), nil)
        }
        func indices(_ numbers: [Int]) -> Tensor { Tensor(numbers).to(map.device) }
        let place = (
            indices(assignment.images), indices(assignment.anchors), indices(assignment.rows),
            indices(assignment.columns)
        )
        let predictions = map[place.0, place.1, place.2, place.3]
        let scores = predictions.slice(-1, start: 0, end: 4).sigmoid() * 2
        let sizes = scores.slice(1, start: 2).pow(2) * anchors.indexSelect(0, place.1)
        let boxes = Tensor.cat([scores.slice(1, start: 0, end: 2) - 0.5, sizes], 1)
        let truths = Tensor(assignment.boxes, shape: [assignment.count, 4])
            .to(device: map.device, dtype: map.dtype)
        let overlaps = completeIoU(boxes, truths)
        let target = wanted
        noGrad {
            target[place.0, place.1, place.2, place.3] = overlaps.detached().clamp(min: 0)
        }
        return (
            (1 - overlaps).mean(),
            entropy(answers, target, settings.objectnessPositiveWeight),
            classLoss(predictions.slice(1, start: 5), indices(assignment.classes))
        )
    }

    private func classLoss(_ scores: Tensor, _ classes: Tensor) -> Tensor? {
        guard scores.size(1) > 1 else { return nil }
        let smoothing = settings.labelSmoothing
        let wanted = Tensor.full(
            scores.shape, smoothing / 2, dtype: scores.dtype, device: scores.device)
        let rows = Tensor.arange(0..<scores.size(0), device: scores.device)
        wanted[rows, classes] = Tensor.full([], 1 - smoothing / 2)
        return entropy(scores, wanted, settings.classPositiveWeight)
    }

    private func entropy(_ logits: Tensor, _ targets: Tensor, _ positiveWeight: Double) -> Tensor {
        let weight = Tensor.full([1], positiveWeight, dtype: logits.dtype, device: logits.device)
        guard settings.focal > 0 else {
            return binaryCrossEntropy(logits: logits, targets, positiveWeight: weight)
        }
        return focalLoss(
            logits: logits, targets, gamma: settings.focal, positiveWeight: weight)
    }
}
