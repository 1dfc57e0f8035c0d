import Datasets
import Foundation
import TensorFiles

extension RunContext {
    /// The configuration of a fold's training in a round.
    ///
    /// - Throws: `DatasetError` where what stands under `train.configuration` cannot be used.
    func trainingConfiguration(_ round: Int, fold: Int) throws -> TrainingConfiguration {
        var training = try TrainingConfiguration(
            yaml: configuration.train.configuration, path: "train.configuration")
        training.seed = configuration.seed
        training.data.table =
            round == 0 ? seen(.known) : paths.round(round - 1, fold: fold).labelled
        training.data.root = ""
        training.data.fold = fold
        training.data.box = box
        training.data.margin = configuration.crop.margin
        training.validation.newShare = configuration.data.newShare
        training.loading.workers = configuration.workers
        if round > 0, configuration.pseudoLabels.startsFromTeacher {
            training.model.weights = model(round - 1, fold: fold)
        }
        return training
    }

    /// Trains the embedder of a fold; where a round has no new labels, the model of the round before stays.
    ///
    /// - Throws: what ``Trainer`` throws.
    func train(_ round: Int, fold: Int) throws {
        let training = try trainingConfiguration(round, fold: fold)
        let files = paths.round(round, fold: fold)
        let table = try Dataset(contentsOf: training.data.table).table
        if round > 0, !(0..<table.count).contains(where: table.isPseudoLabelled) {
            report("no photograph was labelled: the model of the round before stays")
            let bytes = try FileBytes(mapping: model(round - 1, fold: fold))
            return try AtomicFile.write(bytes.bytes, to: files.model)
        }
        let trainer = try Trainer(
            training, folder: files.training, device: device, report: report)
        let outcome = try trainer.run()
        tell(trainer.skipped)
        if let outcome {
            report(
                String(
                    format: "best %@ %.4f, in epoch %d", training.validation.metric.rawValue,
                    outcome.best, outcome.epoch))
        }
    }
}
