import Datasets
import Embedders
import Foundation
import Progress
import TensorFiles
import Torch
import TorchNN

/// Trains an embedder in a run's folder, from the start or from where it was interrupted.
///
/// After every epoch the folder holds a checkpoint, a row in `log.csv` and new curves; `model.safetensors` holds the
/// best weights so far. A run that is killed at any point goes on from its last checkpoint, to the bit as if it had not
/// been.
public final class Trainer {
    private let configuration: TrainingConfiguration
    private let data: TrainingData
    private let folder: RunFolder
    private let device: Device
    private let report: @Sendable (String) -> Void

    private let embedder: Embedder
    private let head: any ClassificationHead
    private let optimizer: TorchNN.Optimizer
    private let average: ExponentialMovingAverage?
    private let loader: Loader<AugmentedPhotographs, TrainingBatch>
    private let schedule: any Schedule
    private let log: MetricsLog
    private var state = TrainingState()

    private static let columns = [
        "epoch", "loss", "learning_rate", "val_loss", "val_accuracy", "val_map5", "val_top1",
        "images_per_second", "wait_share", "minutes",
    ]

    private var checkpoint: Checkpoint {
        Checkpoint(
            embedder: embedder, head: head, optimizer: optimizer, average: average,
            random: Generator.standard(for: device))
    }

    /// Prepares a training, and takes up where its folder stands.
    ///
    /// - Parameters:
    ///   - configuration: what is computed.
    ///   - folder: the run's folder; made where it is missing.
    ///   - device: where it is computed.
    ///   - report: told in a line what happens, such as a bad photograph.
    /// - Throws: `DatasetError`, `TensorFileError`, `RunError` or `UnknownArchitecture`, where data, weights, folder or
    ///   configuration cannot be used.
    public init(
        _ configuration: TrainingConfiguration, folder path: String, device: Device = .cpu,
        report: @escaping @Sendable (String) -> Void
    ) throws {
        self.configuration = configuration
        self.device = device
        self.report = report
        let data = try TrainingData(configuration)
        self.data = data
        let architecture = try Architecture(named: configuration.model.architecture)
        folder = try RunFolder(
            path, configuration: configuration.yaml, identity: configuration.identity,
            versions: ["libtorch": Runtime.version, "threads": "\(Runtime.threads)"])

        let generator = Generator(seed: configuration.seed)
        Generator.standard(for: device).seed(configuration.seed)
        embedder = Embedder(configuration.embedder(architecture), generator: generator)
        if !configuration.model.weights.isEmpty {
            try embedder.backbone.loadWeights(from: configuration.model.weights)
        }
        head = configuration.head.head(
            counts: data.counts, width: configuration.model.embedding, generator: generator)
        embedder.to(device: device, memoryFormat: .channelsLast)
        head.to(device: device)
        optimizer = configuration.optimizer.optimizer(of: embedder, head)
        average =
            configuration.training.averageDecay > 0
            ? ExponentialMovingAverage(
                of: embedder, decay: configuration.training.averageDecay, warmUp: .harmonic) : nil

        let classes = data.trainClasses
        var loading = LoaderConfiguration(
            seed: configuration.seed, workers: configuration.loading.workers)
        loading.toleratedBadShare = configuration.loading.toleratedBadShare
        loading.onSkip = { report("skipped: \($0)") }
        loader = Loader(
            try configuration.trainingSamples(of: data.train) { report("warning: \($0)") },
            configuration.sampler(of: data), loading
        ) { TrainingBatch($0, classes: classes) }
        let stepsPerEpoch = configuration.stepsPerEpoch(loader.sampler.batches(epoch: 0).count)
        schedule = configuration.schedule.schedule(
            steps: configuration.training.epochs * stepsPerEpoch, stepsPerEpoch: stepsPerEpoch)

        let found = try Checkpoint(
            embedder: embedder, head: head, optimizer: optimizer, average: average,
            random: Generator.standard(for: device)
        ).restore(from: folder.file("last.safetensors"))
        state = found ?? state
        log = try MetricsLog(
            path: folder.file("log.csv"), columns: Self.columns,
            keepingThrough: Double(state.epoch))
    }

    /// Photographs to learn from that could not be read in this session.
    public var skipped: [SkippedPhotograph] { loader.report.skipped }

    /// Trains to the end.
    ///
    /// - Returns: How the best weights do; `nil` where no epoch was judged.
    /// - Throws: `BadPhotographsError` where too many photographs cannot be read, `TensorFileError` where the folder
    ///   cannot be written, `RunError` where the loss is no number.
    public func run() throws -> TrainingOutcome? {
        report(
            "\(data.train.count) photographs of \(data.classes.count) classes to learn from, "
                + "\(data.validation.count) held out")
        if state.epoch >= configuration.training.epochs {
            report("finished before: \(state.epoch) epochs of \(configuration.training.epochs)")
        } else if state.epoch > 0 || state.nextBatch > 0 {
            report("going on in epoch \(state.epoch + 1), at batch \(state.nextBatch + 1)")
        }
        if state.isReduced == nil {
            state.isReduced = choosePrecision()
            // Another trial might end otherwise.
            try save(since: .now)
        }
        while state.epoch < configuration.training.epochs, !isExhausted {
            try runEpoch()
        }
        guard let best = state.best, let epoch = state.bestEpoch else { return nil }
        let classification = try ClassificationFile(in: folder).read()
        if let classification {
            let page = ClassificationPage(of: classification, photographs: data.validation.root)
            try AtomicFile.write(Array(page.html.utf8), to: folder.file("classes.html"))
        }
        return TrainingOutcome(best: best, epoch: epoch + 1, classification: classification)
    }

    /// Whether there was no better result for too long.
    private var isExhausted: Bool {
        configuration.validation.patience > 0
            && state.validationsSinceBest >= configuration.validation.patience
    }

    // MARK: An epoch

    private func runEpoch() throws {
        let start = ContinuousClock.now
        let before = loader.report
        enterPhase()
        let batches = loader.epoch(state.epoch, startingAt: state.nextBatch)
        let progress = ProgressReporter(
            "epoch \(state.epoch + 1)/\(configuration.training.epochs)", unit: "batches",
            total: batches.batchCount, done: state.nextBatch)
        var lastCheckpoint = start
        var pending = 0
        while let batch = try batches.next() {
            let loss = try accumulate(batch)
            pending += 1
            if pending == configuration.training.accumulation {
                step()
                pending = 0
            }
            state.nextBatch = batches.nextBatch
            progress.advance(note: String(format: "loss %.3f", loss))
            if pending == 0, batches.nextBatch < batches.batchCount,
                (ContinuousClock.now - lastCheckpoint) / .seconds(60)
                    >= configuration.training.checkpointMinutes
            {
                try save(since: start)
                lastCheckpoint = .now
            }
        }
        progress.finish()
        if pending > 0 { step() }
        try finishEpoch(since: start, before)
    }

    /// Freezes what this epoch leaves as it is.
    private func enterPhase() {
        embedder.train()
        head.train()
        let isFrozen = state.epoch < configuration.training.frozenBackboneEpochs
        embedder.backbone.requiresGrad(!isFrozen)
        if isFrozen || configuration.training.freezesBatchNorm {
            for (_, module) in embedder.backbone.namedModules where module is BatchNorm {
                module.eval()
            }
        }
    }

    /// Adds the gradient of a batch.
    ///
    /// - Returns: The batch's mean loss.
    /// - Throws: `RunError` where that is no number.
    private func accumulate(_ batch: TrainingBatch) throws -> Double {
        let count = batch.pixels.size(0)
        // Batch norm needs two samples: one that is left over by bad photographs is left out.
        guard count > 1 else {
            return state.lossCount > 0 ? state.lossSum / Double(state.lossCount) : 0
        }
        let loss = self.loss(of: batch, isReduced: state.isReduced ?? false)
        let value = loss.item()
        guard value.isFinite else {
            throw RunError(
                "the loss of batch \(state.nextBatch + 1) in epoch \(state.epoch + 1) is \(value), "
                    + "at a learning rate of \(optimizer.groups[0].learningRate)",
                advice:
                    "the last checkpoint is whole; start anew in another folder with a lower "
                    + "`optimizer.learning_rate`, or with `training.precision=float32`")
        }
        (loss / Double(configuration.training.accumulation)).backward()
        state.lossSum += value * Double(count)
        state.lossCount += count
        return value
    }

    private func loss(of batch: TrainingBatch, isReduced: Bool) -> Tensor {
        let images = embedder.configuration.preprocessing.normalized(
            batch.pixels.to(device).permute(0, 3, 1, 2))
        let embeddings = autocast(on: device, enabled: isReduced) { embedder(images) }
        return head.loss(embeddings, batch.targets.on(device))
    }

    private func step() {
        schedule.apply(to: optimizer, at: state.step)
        if configuration.optimizer.clip > 0 {
            clipGradientNorm(
                (embedder.parameters + head.parameters).filter { $0.grad != nil },
                maximum: configuration.optimizer.clip)
        }
        optimizer.step()
        optimizer.zeroGrad()
        average?.update()
        state.step += 1
    }

    // MARK: The end of an epoch

    private func finishEpoch(
        since start: ContinuousClock.Instant, _ before: LoaderReport
    ) throws {
        let epoch = state.epoch
        let seconds = loader.report.seconds - before.seconds
        var values = [
            "epoch": Double(epoch + 1), "learning_rate": optimizer.groups[0].learningRate,
            "loss": state.lossSum / Double(max(state.lossCount, 1)),
            "images_per_second": Double(loader.report.samples - before.samples) / seconds,
            "wait_share": (loader.report.secondsWaited - before.secondsWaited) / seconds,
        ]
        let isLast = epoch + 1 == configuration.training.epochs
        if isLast || (epoch + 1) % configuration.validation.every == 0 {
            values.merge(try validate()) { $1 }
        }
        state.epoch += 1
        state.nextBatch = 0
        state.lossSum = 0
        state.lossCount = 0
        values["minutes"] = (state.seconds + (ContinuousClock.now - start) / .seconds(1)) / 60
        try log.append(values)
        try save(since: start)
        try AtomicFile.write(
            Array(TrainingCurves(log).svg.utf8), to: folder.file("curves.svg"))
        report(Self.line(values, of: configuration.training.epochs))
    }

    private func save(since start: ContinuousClock.Instant) throws {
        var state = state
        state.seconds += (ContinuousClock.now - start) / .seconds(1)
        try checkpoint.write(state, to: folder.file("last.safetensors"))
        if state.nextBatch == 0 { self.state.seconds = state.seconds }
    }

    /// Judges the weights, or their average, and keeps them where they are the best so far.
    private func validate() throws -> [String: Double] {
        let validation = Validation(
            data: data, configuration: configuration, isReduced: state.isReduced ?? false,
            device: device)
        func judge() throws -> [String: Double] {
            embedder.eval()
            let result = try validation.run(embedder, head)
            guard let score = result.score(by: configuration.validation.metric) else {
                throw RunError(
                    "no photograph held out can be judged by \(configuration.validation.metric.rawValue)",
                    advice: "hold out photographs of classes that are learned")
            }
            if score > state.best ?? -.infinity {
                state.best = score
                state.bestEpoch = state.epoch
                state.validationsSinceBest = 0
                try trainedModel(results: result.values).write(
                    to: folder.file("model.safetensors"))
                try ClassificationFile(in: folder).write(result.classification)
            } else {
                state.validationsSinceBest += 1
            }
            return result.values
        }
        return try average.map { try $0.withAverages(judge) } ?? judge()
    }

    private func trainedModel(results: [String: Double]) -> TrainedModel {
        TrainedModel(
            embedder: embedder, head: head,
            description: TrainedModel.Description(
                label: configuration.data.label, classes: data.classes, counts: data.counts,
                head: configuration.head, box: configuration.data.box,
                separatesSides: configuration.data.separatesSides,
                margin: configuration.data.margin,
                isLetterboxed: configuration.input.fit == .letterbox, results: results))
    }

    private static func line(_ values: [String: Double], of epochs: Int) -> String {
        let shown = [
            ("loss", "%.3f"), ("val_loss", "%.3f"), ("val_accuracy", "%.3f"), ("val_map5", "%.3f"),
            ("val_top1", "%.3f"), ("images_per_second", "%.1f images/s"), ("minutes", "%.1f min"),
        ]
        let parts = shown.compactMap { name, format in
            values[name].map { value in
                format.contains(" ")
                    ? String(format: format, value)
                    : name + " " + String(format: format, value)
            }
        }
        return "epoch \(Int(values["epoch"] ?? 0)) of \(epochs): " + parts.joined(separator: ", ")
    }

    /// Whether bfloat16 is to be used: as configured, or as a trial of both tells.
    private func choosePrecision() -> Bool {
        switch configuration.training.precision {
        case .float32: return false
        case .bfloat16: return true
        case .auto: break
        }
        enterPhase()
        let batch = TrainingBatch(
            random: min(configuration.training.batchSize, 16), width: configuration.input.width,
            height: configuration.input.height)
        let trial = PrecisionTrial(
            of: [embedder, head], random: Generator.standard(for: device)
        ) { isReduced in
            self.loss(of: batch, isReduced: isReduced).backward()
            self.optimizer.zeroGrad()
        }
        report("tried on \(batch.pixels.size(0)) pictures: \(trial)")
        return trial.favoursReduced
    }
}
