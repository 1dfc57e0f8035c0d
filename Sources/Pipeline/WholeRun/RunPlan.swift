import Datasets

extension RunContext {
    /// The stages of the run, in their order.
    func stages() throws -> [Stage] {
        let computing = try computingStages()
        return computing + [reportStage(timed: computing.map(\.name))]
    }

    private func computingStages() throws -> [Stage] {
        var stages = [prepareStage]
        if detects { stages.append(detectStage) }
        if configuration.crop.isWritten {
            stages += RunPaths.Part.allCases.map(cropStage)
        }
        for round in 0...configuration.pseudoLabels.rounds {
            for fold in folds {
                if trains { stages.append(try trainStage(round, fold)) }
                stages.append(
                    configuration.embed.isGiven
                        ? givenEmbeddingsStage(round, fold) : embedStage(round, fold))
                stages.append(validateStage(round, fold))
                if round < configuration.pseudoLabels.rounds {
                    stages.append(pseudoLabelStage(round, fold))
                }
            }
        }
        return stages + [rankStage(configuration.pseudoLabels.rounds)]
    }

    private func details(_ round: Int, _ fold: Int) -> [String] {
        ["round \(round)", "fold \(fold)"]
    }

    private var prepareStage: Stage {
        Stage(
            name: "prepare", kind: .prepare,
            inputs: [
                .settings(
                    "\(configuration.data) \(configuration.seed) \(configuration.train.allFolds)"),
                .dataset(configuration.data.table, outside: paths.folder),
            ]
                + (configuration.data.queries.isEmpty
                    ? [] : [.dataset(configuration.data.queries, outside: paths.folder)]),
            outputs: RunPaths.Part.allCases.map(paths.prepared) + [paths.truth],
            folder: "\(paths.folder)/prepare", work: prepare)
    }

    private var detectStage: Stage {
        let weights = configuration.detect.weights
        return Stage(
            name: "detect", kind: .detect,
            inputs: [
                .settings("\(configuration.detect)"),
                weights.isEmpty
                    ? .dataset(configuration.detect.boxes, outside: paths.folder) : .file(weights),
            ] + RunPaths.Part.allCases.map { .photographs(table: paths.prepared($0)) },
            outputs: RunPaths.Part.allCases.map(paths.detected),
            folder: "\(paths.folder)/detect", work: detect)
    }

    private func cropStage(_ part: RunPaths.Part) -> Stage {
        Stage(
            name: "crop-\(part.rawValue)", kind: .crop, details: [part.rawValue],
            inputs: [
                .settings("\(configuration.crop)"), .photographs(table: located(part)),
            ],
            outputs: [seen(part)], folder: paths.crops(part), work: { try crop(part) })
    }

    private func trainStage(_ round: Int, _ fold: Int) throws -> Stage {
        let training = try trainingConfiguration(round, fold: fold)
        let weights = training.model.weights
        return Stage(
            name: "train-\(round)-\(fold)", kind: .train, details: details(round, fold),
            inputs: [
                .settings(training.identity), .photographs(table: training.data.table),
            ] + (weights.isEmpty ? [] : [.file(weights)]),
            outputs: [paths.round(round, fold: fold).model],
            folder: paths.round(round, fold: fold).training,
            work: { try train(round, fold: fold) })
    }

    private func embedStage(_ round: Int, _ fold: Int) -> Stage {
        let files = paths.round(round, fold: fold)
        return Stage(
            name: "embed-\(round)-\(fold)", kind: .embed, details: details(round, fold),
            inputs: [.settings("\(configuration.embed) \(box)"), .file(model(round, fold: fold))]
                + RunPaths.Part.allCases.map { .photographs(table: seen($0)) },
            outputs: RunPaths.Part.allCases.map(files.embedded), folder: files.embeddings,
            work: { try embed(round, fold: fold) })
    }

    /// Embeddings from elsewhere, in the place of training and embedding.
    private func givenEmbeddingsStage(_ round: Int, _ fold: Int) -> Stage {
        let files = paths.round(round, fold: fold)
        return Stage(
            name: "embed-\(round)-\(fold)", kind: .embed, details: details(round, fold),
            inputs: RunPaths.Part.allCases.flatMap {
                [.file(configuration.embed.given($0)), .file(seen($0))] as [StageInput]
            },
            outputs: RunPaths.Part.allCases.map(files.embedded), folder: files.embeddings,
            work: { try takeEmbeddings(round, fold: fold) })
    }

    private func validateStage(_ round: Int, _ fold: Int) -> Stage {
        let files = paths.round(round, fold: fold)
        return Stage(
            name: "validate-\(round)-\(fold)", kind: .validate, details: details(round, fold),
            inputs: [
                .settings("\(configuration.rank) \(configuration.data.newShare)"),
                .file(files.embedded(.known)), .file(seen(.known)),
            ],
            outputs: [files.rule, files.heldOutMatches], folder: files.validation,
            work: { try validate(round, fold: fold) })
    }

    private func pseudoLabelStage(_ round: Int, _ fold: Int) -> Stage {
        let files = paths.round(round, fold: fold)
        return Stage(
            name: "pseudo-label-\(round)-\(fold)", kind: .pseudoLabel,
            details: details(round, fold),
            inputs: [
                .settings("\(configuration.pseudoLabels) \(configuration.rank)"),
                .file(files.rule), .file(files.heldOutMatches), .file(model(round, fold: fold)),
                .file(files.embedded(.known)), .file(files.embedded(.queries)),
                .file(seen(.known)), .file(seen(.queries)),
            ],
            outputs: [files.queryMatches, files.labelled], folder: files.pseudoLabels,
            work: { try pseudoLabel(round, fold: fold) })
    }

    private func rankStage(_ round: Int) -> Stage {
        let embedded = folds.flatMap { fold in
            RunPaths.Part.allCases.map { paths.round(round, fold: fold).embedded($0) }
        }
        return Stage(
            name: "rank", kind: .rank,
            inputs: [
                .settings("\(configuration.rank) \(configuration.data.newShare) \(folds)"),
                .file(seen(.known)), .file(seen(.queries)), .file(paths.prepared(.queries)),
                .file(paths.truth),
            ] + embedded.map { .file($0) },
            outputs: [
                paths.submission, paths.matches, paths.summary, paths.rule, paths.curves,
            ],
            folder: paths.ranked, work: { try rank(round) })
    }

    private func reportStage(timed stages: [String]) -> Stage {
        let rounds = 0...configuration.pseudoLabels.rounds
        let files = rounds.flatMap { round in folds.map { paths.round(round, fold: $0) } }
        let labelled = rounds.dropLast().flatMap { round in
            folds.map { paths.round(round, fold: $0).labelled }
        }
        return Stage(
            name: "report", kind: .report,
            inputs: [
                .settings("\(configuration.crop) \(configuration.pseudoLabels) \(folds)"),
                .file(paths.submission), .file(paths.matches), .file(paths.summary),
                .file(paths.curves), .file(paths.truth),
            ]
                + RunPaths.Part.allCases.map { .photographs(table: located($0)) }
                + (files.map(\.rule) + labelled).map { .file($0) },
            outputs: [paths.report], folder: paths.reportFolder,
            work: { try drawReport(timed: stages) })
    }
}
