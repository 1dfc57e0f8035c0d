import Embedders
import Torch
import TorchNN

/// What learns: an embedder with its heads, how their weights are moved, and the average that is kept of them.
final class Learner {
    let embedder: Embedder
    let heads: TrainingHeads
    let optimizer: TorchNN.Optimizer
    let average: ExponentialMovingAverage?
    let device: Device
    private let configuration: TrainingConfiguration

    /// A learner of a data set's classes, with the weights that the configuration names, or fresh ones of its seed.
    ///
    /// - Throws: `TensorFileError` where the weights cannot be used, `UnknownArchitecture`.
    init(_ configuration: TrainingConfiguration, of data: TrainingData, on device: Device) throws {
        self.configuration = configuration
        self.device = device
        let architecture = try Architecture(named: configuration.model.architecture)
        let generator = Generator(seed: configuration.seed)
        embedder = Embedder(configuration.embedder(architecture), generator: generator)
        if !configuration.model.weights.isEmpty {
            try embedder.backbone.loadWeights(from: configuration.model.weights)
        }
        let width = configuration.model.embedding
        heads = TrainingHeads(
            individual: configuration.head.head(
                counts: data.counts, width: width, generator: generator),
            species: data.species.map {
                SoftmaxHead(
                    classes: $0.names.count, width: width,
                    labelSmoothing: configuration.head.labelSmoothing, generator: generator)
            },
            speciesWeight: configuration.speciesWeight)
        embedder.to(device: device, memoryFormat: .channelsLast)
        heads.to(device: device)
        optimizer = configuration.optimizer.optimizer(of: embedder, heads)
        let decay = configuration.training.averageDecay
        average =
            decay > 0
            ? ExponentialMovingAverage(of: embedder, decay: decay, warmUp: .harmonic) : nil
    }

    /// What a checkpoint holds.
    var resumables: [(name: String, part: any Resumable)] {
        [("embedder", embedder), ("heads", heads), ("optimizer", optimizer)]
            + (average.map { [("average", $0)] } ?? [])
    }

    /// Makes ready to learn, and freezes what an epoch leaves as it is.
    func enter(epoch: Int) {
        embedder.train()
        heads.train()
        let isFrozen = epoch < configuration.training.frozenBackboneEpochs
        embedder.backbone.requiresGrad(!isFrozen)
        if isFrozen || configuration.training.freezesBatchNorm {
            for (_, module) in embedder.backbone.namedModules where module is BatchNorm {
                module.eval()
            }
        }
    }

    /// The losses of a batch, whose forward pass may be computed in bfloat16.
    func losses(of batch: TrainingBatch, isReduced: Bool) -> TrainingHeads.Losses {
        let images = embedder.configuration.preprocessing.normalized(
            batch.pixels.to(device).permute(0, 3, 1, 2))
        let embeddings = autocast(on: device, enabled: isReduced) { embedder(images) }
        return heads(
            embeddings, individuals: batch.targets.on(device),
            species: batch.species?.on(device))
    }

    /// Moves the weights along the gradients that were added up, as the schedule has it for this step.
    func step(_ step: Int, of schedule: any Schedule) {
        schedule.apply(to: optimizer, at: step)
        if configuration.optimizer.clip > 0 {
            clipGradientNorm(
                (embedder.parameters + heads.parameters).filter { $0.grad != nil },
                maximum: configuration.optimizer.clip)
        }
        optimizer.step()
        optimizer.zeroGrad()
        average?.update()
    }

    /// Runs something on the weights that are to be used: their average where there is one.
    func withJudgedWeights<Result>(_ body: () throws -> Result) rethrows -> Result {
        try average.map { try $0.withAverages(body) } ?? body()
    }

    /// Whether bfloat16 is to be used: as configured, or as a trial of both tells.
    func choosePrecision(epoch: Int, report: (String) -> Void) -> Bool {
        switch configuration.training.precision {
        case .float32: return false
        case .bfloat16: return true
        case .auto: break
        }
        enter(epoch: epoch)
        let batch = TrainingBatch(
            random: min(configuration.training.batchSize, 16), width: configuration.input.width,
            height: configuration.input.height, hasSpecies: heads.species != nil)
        let trial = PrecisionTrial(
            of: [embedder, heads], random: Generator.standard(for: device)
        ) { isReduced in
            losses(of: batch, isReduced: isReduced).total.backward()
            optimizer.zeroGrad()
        }
        report("tried on \(batch.pixels.size(0)) pictures: \(trial)")
        return trial.favoursReduced
    }
}
