import Detectors
import Torch
import TorchNN

/// What learns: a network, how its weights are moved, and the average that is kept of them.
final class DetectorLearner {
    /// The group of biases among the optimizer's.
    static let biases = 2

    let network: YOLOv5
    let optimizer: SGD
    let average: ExponentialMovingAverage?
    let device: Device
    private let configuration: DetectorConfiguration
    private let loss: DetectionLoss
    /// Of the sizes of pictures, where they vary.
    private let sizes: Generator

    /// A learner, with the weights that the configuration names, or fresh ones of its seed.
    ///
    /// - Throws: `TensorFileError` where the weights cannot be used.
    init(_ configuration: DetectorConfiguration, classCount: Int, on device: Device) throws {
        self.configuration = configuration
        self.device = device
        network = YOLOv5(
            YOLOv5Configuration(configuration.model.architecture, classCount: classCount),
            generator: Generator(seed: configuration.seed))
        if !configuration.model.weights.isEmpty {
            try network.transferWeights(from: configuration.model.weights)
        }
        network.to(device: device, memoryFormat: .channelsLast)
        loss = DetectionLoss(
            configuration.loss.scaled(classCount: classCount, pixels: configuration.input.size))
        optimizer = SGD(
            Self.groups(of: network, configuration), momentum: configuration.optimizer.momentum,
            isNesterov: true)
        let loop = configuration.training
        average =
            loop.averageDecay > 0
            ? ExponentialMovingAverage(
                of: network, decay: loop.averageDecay,
                warmUp: .exponential(scale: loop.averageWarmUp)) : nil
        sizes = Generator.standard(for: .cpu)
    }

    /// What a checkpoint holds.
    var resumables: [(name: String, part: any Resumable)] {
        [("network", network), ("optimizer", optimizer)] + (average.map { [("average", $0)] } ?? [])
    }

    /// Weights that decay, norms that do not, and biases.
    private static func groups(
        of network: YOLOv5, _ configuration: DetectorConfiguration
    ) -> [ParameterGroup] {
        let all = network.namedParameters
        let biases = all.filter { $0.name.hasSuffix(".bias") }
        let norms = all.filter { !$0.name.hasSuffix(".bias") && $0.element.rank == 1 }
        let weights = all.filter { $0.element.rank > 1 }
        let loop = configuration.training
        // For steps of more photographs than the nominal number, in proportion.
        let count = max(1, (Double(loop.nominalBatchSize) / Double(loop.batchSize)).rounded())
        let share = Double(loop.batchSize) * count / Double(loop.nominalBatchSize)
        let rate = configuration.optimizer.learningRate
        return [
            ParameterGroup(
                weights, learningRate: rate,
                weightDecay: configuration.optimizer.weightDecay * share),
            ParameterGroup(norms, learningRate: rate),
            ParameterGroup(biases, learningRate: rate),
        ]
    }

    /// The losses of a batch, whose forward pass may be computed in bfloat16.
    func losses(of batch: DetectorBatch, isReduced: Bool) -> DetectionLoss.Parts {
        var images = YOLOv5.images(of: batch.pixels.to(device))
        if configuration.input.multiScale > 0 {
            let side = drawnSide()
            images = images.resized(height: side, width: side)
        }
        let maps = autocast(on: device, enabled: isReduced) { network(images) }
        return loss(
            maps.map { $0.to(.float32) }, batch.targets, cellAnchors: network.head.cellAnchors)
    }

    /// A side for the pictures of a batch, at random, a multiple of 32.
    private func drawnSide() -> Int {
        let stride = YOLOv5.strides[2]
        let middle = configuration.input.size / stride
        let reach = Int((Double(middle) * configuration.input.multiScale).rounded())
        let lowest = max(1, middle - reach)
        return Tensor.randint(lowest..<(middle + reach + 1), [1], generator: sizes).intItem()
            * stride
    }

    /// Moves the weights along the gradients that were added up.
    func step() {
        if configuration.optimizer.clip > 0 {
            clipGradientNorm(
                network.parameters.filter { $0.grad != nil }, maximum: configuration.optimizer.clip)
        }
        optimizer.step()
        optimizer.zeroGrad()
        average?.update()
    }

    /// Whether bfloat16 is to be used: as configured, or as a trial of both tells.
    func choosePrecision(report: (String) -> Void) -> Bool {
        switch configuration.training.precision {
        case .float32: return false
        case .bfloat16: return true
        case .auto: break
        }
        network.train()
        let batch = DetectorBatch(
            random: min(configuration.training.batchSize, 8), size: configuration.input.size)
        let trial = PrecisionTrial(
            of: [network], random: Generator.standard(for: device)
        ) { isReduced in
            losses(of: batch, isReduced: isReduced).total.backward()
            optimizer.zeroGrad()
        }
        report("tried on \(batch.pixels.size(0)) pictures: \(trial)")
        return trial.favoursReduced
    }
}
