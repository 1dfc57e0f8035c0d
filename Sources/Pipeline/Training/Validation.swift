import Datasets
import Embedders
import Ranking
import Torch

/// How well a model does on photographs that it has not learned from.
struct Validation {
    /// The figures.
    struct Result {
        /// The mean cross-entropy without margins, over photographs of known classes, to targets smoothed as in training;
        /// `nil` where there is none.
        var loss: Double?
        /// The share of these that the head gets right.
        var accuracy: Double?
        /// The same of a head for species, over photographs of known species.
        var speciesLoss: Double?
        /// The share of these whose species is right.
        var speciesAccuracy: Double?
        /// How each class does; judged by the same photographs.
        var classification: Classification
        /// How they are identified among the photographs learned from; `nil` where that was not asked for.
        var identification: IdentificationMetrics?
        /// The score under which an animal is new; `nil` where that was not asked for, or cannot be said.
        var newIndividuals: NewIndividualThreshold?
        /// Photographs that could not be read.
        var skipped: [SkippedPhotograph] = []

        /// By the names of the log's columns.
        var values: [String: Double] {
            var values: [String: Double] = [:]
            values["val_loss"] = loss
            values["val_accuracy"] = accuracy
            values["val_species_loss"] = speciesLoss
            values["val_species_accuracy"] = speciesAccuracy
            values["val_map5"] = identification?.map5
            values["val_top1"] = identification?.top1
            return values
        }

        /// What the best weights have most of; `nil` where it could not be judged.
        func score(by metric: TrainingConfiguration.Validation.Metric) -> Double? {
            switch metric {
            case .map5: identification.flatMap { $0.count > 0 ? $0.map5 : nil }
            case .top1: identification.flatMap { $0.count > 0 ? $0.top1 : nil }
            case .accuracy: accuracy
            }
        }
    }

    let data: TrainingData
    let configuration: TrainingConfiguration
    let isReduced: Bool
    let device: Device

    /// Judges an embedder and its heads.
    ///
    /// Bad photographs are left out, be they few or many.
    ///
    /// - Throws: `DatasetError` where no photograph held out can be read, `RunError` where the loss is no number.
    func run(_ embedder: Embedder, _ heads: TrainingHeads) throws -> Result {
        let pass = EmbeddingPass(
            embedder: embedder.folded().to(device: device, memoryFormat: .channelsLast),
            options: EmbeddingPass.Options(
                batchSize: configuration.training.batchSize,
                workers: configuration.loading.workers,
                addsMirrored: configuration.validation.flip, isReduced: isReduced,
                toleratedBadShare: 1), device: device)
        func embeddings(_ table: PhotographTable) throws -> EmbeddingPass.Result {
            try pass.run(
                configuration.evaluationPictures(of: table), rows: Array(0..<table.count))
        }
        let queries = try embeddings(data.validation)
        guard !queries.rows.isEmpty else {
            throw DatasetError(
                nothingToJudgeByIn: configuration.data.table, skipped: queries.report.skipped)
        }
        var result = classified(queries, heads)
        result.skipped = queries.report.skipped
        for loss in [result.loss, result.speciesLoss].compactMap({ $0 }) where !loss.isFinite {
            throw RunError.notFinite("the loss of the photographs held out", loss)
        }
        if configuration.validation.metric != .accuracy {
            let database = try embeddings(data.train)
            result.skipped += database.report.skipped
            let known = Self.labelled(database, data.train)
            let ranked = NeighbourSearch(in: known).rank(
                Self.labelled(queries, data.validation), in: known)
            let individuals = Set(known.individuals?.compactMap { $0 } ?? [])
            result.identification = IdentificationMetrics(
                ranked.filter { $0.truth.map(individuals.contains) ?? false })
            result.newIndividuals = NewIndividualThreshold(
                OpenSetCases(ranked, knowing: individuals),
                newShare: configuration.validation.newShare)
        }
        return result
    }

    private func classified(
        _ queries: EmbeddingPass.Result, _ heads: TrainingHeads
    ) -> Result {
        let judged = HeadJudgement(
            of: queries.vectors, classes: queries.rows.map { data.validationClasses[$0] },
            by: heads.individual, on: device)
        let species = data.species.flatMap { species in
            heads.species.map { head in
                HeadJudgement(
                    of: queries.vectors, classes: queries.rows.map { species.validation[$0] },
                    by: head, on: device)
            }
        }
        let answers = zip(queries.rows, judged.candidates).map { row, candidates in
            ClassAnswer(
                image: data.validation[row].path, truth: data.validationNames[row],
                candidates: candidates)
        }
        return Result(
            loss: judged.loss, accuracy: judged.accuracy, speciesLoss: species?.loss,
            speciesAccuracy: species?.accuracy,
            classification: Classification(
                of: answers, label: configuration.data.label, classes: data.classes,
                counts: data.counts))
    }

    private static func labelled(
        _ found: EmbeddingPass.Result, _ table: PhotographTable
    ) -> Embeddings {
        Embeddings(
            vectors: found.vectors, images: found.rows.map { table[$0].path },
            individuals: found.rows.map { table[$0].individual })
    }
}
