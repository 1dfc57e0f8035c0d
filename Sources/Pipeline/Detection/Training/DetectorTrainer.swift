import Datasets
import Detectors
import Foundation
import Progress
import TensorFiles
import Torch
import TorchNN

/// Trains a detector in a run's folder, from the start or from where it was interrupted.
///
/// After every epoch the folder holds a checkpoint, a row in `log.csv` and new curves; `model.safetensors` holds the
/// best weights so far. A run that is killed at any point goes on from its last checkpoint, on the CPU to the bit as if it had
/// not been.
public final class DetectorTrainer {
    private let configuration: DetectorConfiguration
    private let data: DetectorData
    private let folder: RunFolder
    private let checkpoint: Checkpoint<DetectorState>
    private let report: @Sendable (String) -> Void

    private let learner: DetectorLearner
    private let loader: Loader<AugmentedPhotographs, DetectorBatch>
    private let schedule: DetectorSchedule
    private let batchesPerEpoch: Int
    private let log: MetricsLog
    private var state = DetectorState()
    private let badPhotographs: BadPhotographs

    /// Prepares a training, and takes up where its folder stands.
    ///
    /// - Parameters:
    ///   - configuration: what is computed.
    ///   - folder: the run's folder; made where it is missing, once data and weights are found.
    ///   - device: where it is computed.
    ///   - report: told in a line what happens, such as a bad label or photograph.
    /// - Throws: `DatasetError`, `TensorFileError`, `RunError` or `ImageError`, where data, weights, folder or
    ///   configuration cannot be used.
    public init(
        _ configuration: DetectorConfiguration, folder path: String, device: Device = .cpu,
        report: @escaping @Sendable (String) -> Void
    ) throws {
        self.configuration = configuration
        self.report = report
        let data = try DetectorData(configuration)
        self.data = data
        Generator.standard(for: device).seed(configuration.seed)
        Generator.standard(for: .cpu).seed(configuration.seed)
        let views = PhotographViews(of: data.train, configuration.input)
            .withFewEmptyTiles(seed: configuration.seed)
        let samples = try configuration.trainingSamples(of: views) { report("warning: \($0)") }
        let fitting = AnchorFitting(
            size: configuration.input.size, factor: configuration.loss.anchorFactor,
            seed: configuration.seed)
        // A checkpoint brings its own.
        let fits = !FileManager.default.fileExists(atPath: "\(path)/last.safetensors")
        learner = try DetectorLearner(configuration, classCount: data.classes.count, on: device) {
            fits ? fitting.anchors(for: views, instead: $0, report: report) : nil
        }
        folder = try RunFolder(
            path, configuration: configuration.yaml, identity: configuration.identity,
            versions: ["libtorch": Runtime.version, "threads": "\(Runtime.threads)"])

        let badPhotographs = BadPhotographs(
            among: [data.train, data.validation],
            toleratedShare: configuration.loading.toleratedBadShare, report: report)
        self.badPhotographs = badPhotographs
        var loading = LoaderConfiguration(
            seed: configuration.seed, workers: configuration.loading.workers)
        // Judged over all photographs, not over the samples of an epoch.
        loading.toleratedBadShare = 1
        loading.onSkip = { try badPhotographs.take([$0]) }
        let classes = Dictionary(uniqueKeysWithValues: zip(data.classes, data.classes.indices))
        loader = Loader(
            samples,
            ShuffledSampler(
                rows: Array(0..<samples.count),
                batchSize: configuration.training.batchSize, lastBatch: .keep,
                seed: configuration.seed), loading
        ) { DetectorBatch($0, classes: classes) }
        batchesPerEpoch = loader.sampler.batches(epoch: 0).count
        schedule = DetectorSchedule(configuration, batchesPerEpoch: batchesPerEpoch)

        checkpoint = Checkpoint(
            parts: learner.resumables, random: Generator.standard(for: .cpu))
        state = try checkpoint.restore(from: folder.file("last.safetensors")) ?? state
        log = try MetricsLog(
            path: folder.file("log.csv"), columns: DetectorLog.columns,
            keepingThrough: Double(state.epoch))
        try reportFindings()
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
            "\(data.train.count) photographs with \(data.train.boxCount) boxes of "
                + "\(data.classes.count == 1 ? "the class" : "the classes") "
                + "\(data.classes.joined(separator: ", ")) to learn from, "
                + "\(data.validation.count) with \(data.validation.boxCount) held out")
        if state.epoch >= configuration.training.epochs || isExhausted {
            report("finished before: \(state.epoch) epochs of \(configuration.training.epochs)")
        } else if state.epoch > 0 || state.nextBatch > 0 {
            report("going on in epoch \(state.epoch + 1), at batch \(state.nextBatch + 1)")
        }
        if state.isReduced == nil {
            state.isReduced = learner.choosePrecision(report: report)
            // Another trial might end otherwise.
            try save(since: .now)
        }
        report("computing in \((state.isReduced ?? false) ? "bfloat16" : "float32")")
        while state.epoch < configuration.training.epochs, !isExhausted {
            try runEpoch()
        }
        guard let best = state.best.score, let epoch = state.best.epoch else { return nil }
        try writePictures()
        return TrainingOutcome(
            best: best, epoch: epoch + 1,
            results: log.values(at: Double(epoch + 1)).filter { $0.key.hasPrefix("val_") },
            learnedCount: data.train.count, heldOutCount: data.validation.count,
            classification: nil)
    }

    /// Whether there was no better result for too long.
    private var isExhausted: Bool {
        state.best.isExhausted(patience: configuration.validation.patience)
    }

    // MARK: Before the first epoch

    private func reportFindings() throws {
        for (name, count) in data.otherBoxes.sorted(by: { $0.key < $1.key }) {
            report(
                "warning: \(count) boxes of '\(name)' are left out, which is not among data.classes"
            )
        }
        guard !data.findings.isEmpty else { return }
        let faults = data.findings.filter { !$0.kind.isNote }
        let shown = 20
        for fault in faults.prefix(shown) { report("warning: \(fault)") }
        if faults.count > shown {
            report("warning: … and \(faults.count - shown) more, in findings.txt")
        }
        for (kind, text) in [
            (Finding.Kind.photographOfBadLabels, "have no label that is of use, and are left out"),
            (.photographWithoutLabel, "have no box, and are background"),
        ] {
            let count = data.findings.count { $0.kind == kind }
            if count > 0 { report("\(count) photographs \(text); findings.txt lists them") }
        }
        try AtomicFile.write(
            Array(data.findings.map { "\($0)\n" }.joined().utf8), to: folder.file("findings.txt"))
    }

    // MARK: An epoch

    private func runEpoch() throws {
        let start = ContinuousClock.now
        let before = loader.report
        learner.network.train()
        let batches = loader.epoch(state.epoch, startingAt: state.nextBatch)
        let progress = ProgressReporter(
            "epoch \(state.epoch + 1)/\(configuration.training.epochs)", unit: "batches",
            total: batches.batchCount, done: state.nextBatch)
        var lastCheckpoint = start
        var pending = 0
        while let batch = try batches.next() {
            let number = state.epoch * batchesPerEpoch + batches.nextBatch - 1
            schedule.apply(to: learner.optimizer, biases: DetectorLearner.biases, at: number)
            let loss = try accumulate(batch)
            pending += 1
            if pending >= schedule.accumulation(at: number) {
                learner.step()
                state.step += 1
                pending = 0
            }
            state.nextBatch = batches.nextBatch
            progress.advance(note: String(format: "loss %.4f", loss))
            if pending == 0, batches.nextBatch < batches.batchCount,
                (ContinuousClock.now - lastCheckpoint) / .seconds(60)
                    >= configuration.training.checkpointMinutes
            {
                try save(since: start)
                lastCheckpoint = .now
            }
        }
        progress.finish()
        if pending > 0 {
            learner.step()
            state.step += 1
        }
        try finishEpoch(since: start, before)
    }

    /// Adds the gradient of a batch.
    ///
    /// - Returns: The loss of a photograph in the mean.
    /// - Throws: `RunError` where that is no number.
    private func accumulate(_ batch: DetectorBatch) throws -> Double {
        let losses = learner.losses(
            of: batch, size: learner.nextSize(), isReduced: state.isReduced ?? false)
        let count = batch.pixels.size(0)
        let parts = (losses.box.item(), losses.objectness.item(), losses.classes.item())
        let value = parts.0 + parts.1 + parts.2
        guard value.isFinite else {
            throw RunError.notFinite(
                "the loss of batch \(state.nextBatch + 1) in epoch \(state.epoch + 1)", value)
        }
        losses.total.backward()
        state.loss.add(value, photographs: count)
        state.boxLoss.add(parts.0, photographs: count)
        state.objectnessLoss.add(parts.1, photographs: count)
        state.classLoss.add(parts.2, photographs: count)
        return value
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
            "loss": state.loss.value ?? 0, "box_loss": state.boxLoss.value ?? 0,
            "objectness_loss": state.objectnessLoss.value ?? 0,
            "class_loss": state.classLoss.value ?? 0,
            "images_per_second": Double(loader.report.samples - before.samples) / seconds,
            "wait_share": (loader.report.secondsWaited - before.secondsWaited) / seconds,
        ]
        let isLast = epoch + 1 == configuration.training.epochs
        if data.validation.boxCount > 0 {
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
        state.boxLoss = MeanLoss()
        state.objectnessLoss = MeanLoss()
        state.classLoss = MeanLoss()
        values["minutes"] = (state.seconds + (ContinuousClock.now - start) / .seconds(1)) / 60
        try log.append(values)
        try save(since: start)
        try AtomicFile.write(
            Array(DetectorLog.curves(log).svg.utf8), to: folder.file("curves.svg"))
        report(DetectorLog.line(values, of: configuration.training.epochs))
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
        return try learner.withJudgedWeights {
            let result = try validation.run(learner.network)
            try badPhotographs.take(result.skipped)
            let score = result.score(by: configuration.validation.metric)
            if state.best.take(score, epoch: state.epoch) { try keepModel(result) }
            return result.values
        }
    }

    private var validation: DetectorValidation {
        DetectorValidation(
            data: data, configuration: configuration, isReduced: state.isReduced ?? false,
            device: learner.device)
    }

    /// Writes the model, with how it was judged; `nil` where nothing is held out.
    private func keepModel(_ result: DetectorValidation.Result?) throws {
        try DetectorModel(
            network: learner.network,
            description: DetectorModel.Description(
                architecture: configuration.model.architecture, classes: data.classes,
                size: configuration.input.size, tile: configuration.input.tile,
                tileOverlap: configuration.input.tileOverlap,
                confidence: result?.confidence, results: result?.values ?? [:])
        ).write(to: folder.file("model.safetensors"))
    }

    /// Judges the best weights once more, and shows what they find: `detections.html` and `predictions.jpg`.
    private func writePictures() throws {
        let model = try DetectorModel(contentsOf: folder.file("model.safetensors"))
        let result = try validation.run(model.network)
        try badPhotographs.take(result.skipped)
        let evaluation = BoxEvaluation(of: result.photographs, sizes: BoxSize.widthShares)
        try DetectionEvaluationPage(
            of: evaluation, photographs: result.photographs, folder: data.validation.root
        ).write(to: folder.file("detections.html"))
        let shown = result.photographs.prefix(configuration.validation.pictures)
        guard !shown.isEmpty else { return }
        try PredictionSheet(
            photographs: Array(shown), folder: data.validation.root,
            confidence: evaluation.figures.best.confidence
        ).write(to: folder.file("predictions.jpg"))
    }
}
