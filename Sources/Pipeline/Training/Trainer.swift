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
    private let checkpoint: Checkpoint<TrainingState>
    private let report: @Sendable (String) -> Void

    private let learner: Learner
    private let loader: Loader<TrainingSamples, TrainingBatch>
    private let schedule: any Schedule
    private let log: MetricsLog
    private var state = TrainingState()
    private let badPhotographs: BadPhotographs

    /// Prepares a training, and takes up where its folder stands.
    ///
    /// - Parameters:
    ///   - configuration: what is computed.
    ///   - folder: the run's folder; made where it is missing, once data and weights are found.
    ///   - device: where it is computed.
    ///   - report: told in a line what happens, such as a bad photograph.
    /// - Throws: `DatasetError`, `TensorFileError`, `RunError` or `UnknownArchitecture`, where data, weights, folder or
    ///   configuration cannot be used.
    public init(
        _ configuration: TrainingConfiguration, folder path: String, device: Device = .cpu,
        report: @escaping @Sendable (String) -> Void
    ) throws {
        self.configuration = configuration
        self.report = report
        let data = try TrainingData(configuration)
        self.data = data
        Generator.standard(for: device).seed(configuration.seed)
        learner = try Learner(configuration, of: data, on: device)
        folder = try RunFolder(
            path, configuration: configuration.yaml, identity: configuration.identity,
            versions: ["libtorch": Runtime.version, "threads": "\(Runtime.threads)"])

        let (individuals, species) = (data.individualTargets, data.speciesTargets)
        let badPhotographs = BadPhotographs(
            among: [data.train, data.validation],
            toleratedShare: configuration.loading.toleratedBadShare, report: report)
        self.badPhotographs = badPhotographs
        var loading = LoaderConfiguration(
            seed: configuration.seed, workers: configuration.loading.workers)
        // Judged over all photographs, not over the samples of an epoch.
        loading.toleratedBadShare = 1
        loading.onSkip = { try badPhotographs.take([$0]) }
        loader = Loader(
            try configuration.trainingSamples(of: data.train) { report("warning: \($0)") },
            configuration.sampler(of: data), loading
        ) { TrainingBatch($0, individuals: individuals, species: species) }
        let stepsPerEpoch = configuration.stepsPerEpoch(loader.sampler.batches(epoch: 0).count)
        schedule = configuration.schedule.schedule(
            steps: configuration.training.epochs * stepsPerEpoch, stepsPerEpoch: stepsPerEpoch)

        checkpoint = Checkpoint(
            parts: learner.resumables, random: Generator.standard(for: device))
        state = try checkpoint.restore(from: folder.file("last.safetensors")) ?? state
        log = try MetricsLog(
            path: folder.file("log.csv"),
            columns: TrainingLog.columns(hasSpecies: data.species != nil),
            keepingThrough: Double(state.epoch))
    }

    /// Photographs to learn from, and held out, that could not be read in this session.
    public var skipped: [SkippedPhotograph] { badPhotographs.all }

    /// Trains to the end.
    ///
    /// - Returns: How the best weights do; `nil` where no epoch was judged.
    /// - Throws: `BadPhotographsError` where too many photographs cannot be read, `TensorFileError` where the folder
    ///   cannot be written, `RunError` where the loss is no number.
    public func run() throws -> TrainingOutcome? {
        report(
            "\(data.train.count) photographs of \(data.classes.count) classes to learn from, "
                + "\(data.validation.count) held out"
                + (data.species.map { ", \($0.names.count) species on the side" } ?? ""))
        if configuration.model.weights.isEmpty, state.step == 0 {
            report(
                "starting from random weights: name pretrained ones, model.weights, unless photographs are many"
            )
        }
        if data.leftOutPseudoLabels > 0 {
            report(
                "\(data.leftOutPseudoLabels) pseudo-labelled photographs are left out, as their "
                    + "teacher may have learned from those held out, or as they share an encounter")
        }
        if data.unlearnedCount > 0 {
            report(
                "\(data.unlearnedCount) of those held out are of classes that none is learned from, "
                    + "and say nothing about accuracy")
        }
        if state.epoch >= configuration.training.epochs || isExhausted {
            report("finished before: \(state.epoch) epochs of \(configuration.training.epochs)")
        } else if state.epoch > 0 || state.nextBatch > 0 {
            report("going on in epoch \(state.epoch + 1), at batch \(state.nextBatch + 1)")
        }
        if state.isReduced == nil {
            state.isReduced = learner.choosePrecision(epoch: state.epoch, report: report)
            // Another trial might end otherwise.
            try save(since: .now)
        }
        report("computing in \(precision.rawValue)")
        while state.epoch < configuration.training.epochs, !isExhausted {
            try runEpoch()
        }
        guard let best = state.best.score, let epoch = state.best.epoch else { return nil }
        let classification = try ClassificationFile(in: folder).read()
        if let classification {
            let page = ClassificationPage(of: classification, photographs: data.validation.root)
            try AtomicFile.write(Array(page.html.utf8), to: folder.file("classes.html"))
        }
        return TrainingOutcome(
            best: best, epoch: epoch + 1,
            results: log.values(at: Double(epoch + 1)).filter { $0.key.hasPrefix("val_") },
            learnedCount: data.train.count, heldOutCount: data.validation.count,
            classification: classification)
    }

    /// The precision that is computed in: as configured or, once ``run()`` has tried, what was faster.
    var precision: TrainingConfiguration.Loop.Precision {
        state.isReduced.map { $0 ? .bfloat16 : .float32 } ?? configuration.training.precision
    }

    /// Whether there was no better result for too long.
    private var isExhausted: Bool {
        state.best.isExhausted(patience: configuration.validation.patience)
    }

    // MARK: An epoch

    private func runEpoch() throws {
        let start = ContinuousClock.now
        let before = loader.report
        learner.enter(epoch: state.epoch)
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

    /// Adds the gradient of a batch.
    ///
    /// - Returns: The batch's mean loss.
    /// - Throws: `RunError` where that is no number.
    private func accumulate(_ batch: TrainingBatch) throws -> Double {
        let count = batch.pixels.size(0)
        // Batch norm needs two samples: one that is left over by bad photographs is left out.
        guard count > 1 else { return state.loss.value ?? 0 }
        let losses = learner.losses(of: batch, isReduced: state.isReduced ?? false)
        let value = losses.individual.item()
        let speciesValue = losses.species?.item() ?? 0
        guard value.isFinite, speciesValue.isFinite else {
            throw RunError.notFinite(
                "the loss of batch \(state.nextBatch + 1) in epoch \(state.epoch + 1)",
                value.isFinite ? speciesValue : value)
        }
        (losses.total / Double(configuration.training.accumulation)).backward()
        state.loss.add(value, photographs: count)
        state.speciesLoss.add(speciesValue, photographs: batch.speciesCount)
        return value
    }

    private func step() {
        learner.step(state.step, of: schedule)
        state.step += 1
    }

    // MARK: The end of an epoch

    private func finishEpoch(
        since start: ContinuousClock.Instant, _ before: LoaderReport
    ) throws {
        let epoch = state.epoch
        let seconds = loader.report.seconds - before.seconds
        var values = [
            "epoch": Double(epoch + 1),
            "learning_rate": learner.optimizer.groups[0].learningRate,
            "loss": state.loss.value ?? 0,
            "images_per_second": Double(loader.report.samples - before.samples) / seconds,
            "wait_share": (loader.report.secondsWaited - before.secondsWaited) / seconds,
        ]
        if data.species != nil { values["species_loss"] = state.speciesLoss.value }
        let isLast = epoch + 1 == configuration.training.epochs
        if data.validation.count > 0 {
            if isLast || (epoch + 1) % configuration.validation.every == 0 {
                values.merge(try validate()) { $1 }
            }
        } else if isLast {
            try checkpoint.check(after: state.step)
            try learner.withJudgedWeights { try keepModel(nil) }
        }
        state.epoch += 1
        state.nextBatch = 0
        state.loss = MeanLoss()
        state.speciesLoss = MeanLoss()
        values["minutes"] = (state.seconds + (ContinuousClock.now - start) / .seconds(1)) / 60
        try log.append(values)
        try save(since: start)
        try AtomicFile.write(
            Array(TrainingLog.curves(log).svg.utf8), to: folder.file("curves.svg"))
        report(TrainingLog.line(values, of: configuration.training.epochs))
    }

    private func save(since start: ContinuousClock.Instant) throws {
        var state = state
        state.seconds += (ContinuousClock.now - start) / .seconds(1)
        try checkpoint.write(state, to: folder.file("last.safetensors"))
        if state.nextBatch == 0 { self.state.seconds = state.seconds }
    }

    /// Judges the weights, or their average, and keeps them where they are the best so far.
    private func validate() throws -> [String: Double] {
        try checkpoint.check(after: state.step)
        let validation = Validation(
            data: data, configuration: configuration, isReduced: state.isReduced ?? false,
            device: learner.device)
        func judge() throws -> [String: Double] {
            learner.embedder.eval()
            let result = try validation.run(learner.embedder, learner.heads)
            try badPhotographs.take(result.skipped)
            guard let score = result.score(by: configuration.validation.metric) else {
                throw RunError(
                    "no photograph held out can be judged by \(configuration.validation.metric.rawValue)",
                    advice: "hold out photographs of classes that are learned")
            }
            if state.best.take(score, epoch: state.epoch) {
                try keepModel(result)
                try ClassificationFile(in: folder).write(result.classification)
            }
            return result.values
        }
        return try learner.withJudgedWeights(judge)
    }

    /// Writes the model, with how it was judged; `nil` where nothing is held out.
    private func keepModel(_ result: Validation.Result?) throws {
        try TrainedModel(
            embedder: learner.embedder, heads: learner.heads,
            description: TrainedModel.Description(
                label: configuration.data.label, classes: data.classes, counts: data.counts,
                head: configuration.head, box: configuration.data.box,
                separatesSides: configuration.data.separatesSides,
                margin: configuration.data.margin,
                isLetterboxed: configuration.input.fit == .letterbox,
                species: data.species.map { .init(classes: $0.names, counts: $0.counts) },
                results: result?.values ?? [:], newIndividuals: result?.newIndividuals,
                heldOut: data.heldOutName)
        ).write(to: folder.file("model.safetensors"))
    }
}
