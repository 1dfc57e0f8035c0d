import ArgumentParser
import Datasets
import Pipeline
import Ranking

/// What `rank` decides by that an animal is new.
struct RankRuleOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Call an animal new where its best score is lower, -1 to 1.", valueName: "score"))
    var threshold: Float?

    @Option(
        help: ArgumentHelp(
            "What a run found, its rank/rule.json: threshold and probabilities, for embeddings by the run's models.",
            valueName: "file"), completion: .file())
    var rule: String?

    @Option(
        help: ArgumentHelp(
            "Embeddings of known individuals' photographs that were held out: they tell threshold and "
                + "probabilities. Once per model.", valueName: "file"), completion: .file())
    var validation: [String] = []

    @Option(
        help: ArgumentHelp("A data set that names the individuals of --validation."),
        completion: .file())
    var validationTable: String?

    @Option(
        help: ArgumentHelp(
            "The model that made the embeddings: its threshold is used where none is given or found, and its "
                + "head by --head-weight.", valueName: "file"), completion: .file())
    var model: String?

    @Option(
        help: ArgumentHelp(
            "The share of new animals that is expected, 0 to 1, for --validation; 0.1 by default.",
            valueName: "share"))
    var newShare: Double?

    @Option(
        help: ArgumentHelp(
            "Give a species a threshold of its own where validation has so many photographs of it.",
            valueName: "photographs"))
    var speciesThresholds: Int?

    @Option(
        help:
            "How probabilities follow scores, by --validation: isotonic, the default, or platt for few photographs."
    )
    var calibration: ScoreCalibration.Method?

    /// Looks whether the options go together.
    func validate(models: Int, _ ranking: RankingArguments) throws {
        let given = [threshold != nil, rule != nil, !validation.isEmpty].count { $0 }
        guard given <= 1 else {
            throw ValidationError("Give one of --validation, --rule and --threshold.")
        }
        guard given == 1 || model != nil else {
            throw ValidationError(
                "Say when an animal is new: --validation, --rule, --threshold, or --model for the threshold in "
                    + "its file.")
        }
        guard validation.isEmpty || validation.count == models else {
            throw ValidationError(
                "Name --validation for each of the \(models) models, found \(validation.count).")
        }
        guard -1...1 ~= threshold ?? 0 else {
            throw ValidationError("--threshold is from -1 to 1, as scores are.")
        }
        guard validationTable == nil || !validation.isEmpty else {
            throw ValidationError("--validation-table belongs to --validation.")
        }
        guard ranking.headWeight == 0 || model != nil else {
            throw ValidationError("--head-weight needs --model, which has the head.")
        }
        guard newShare == nil && calibration == nil || !validation.isEmpty else {
            throw ValidationError("--new-share and --calibration belong to --validation.")
        }
        guard 0...1 ~= newShare ?? 0 else { throw ValidationError("--new-share is from 0 to 1.") }
        guard speciesThresholds ?? 1 > 0 else {
            throw ValidationError("--species-thresholds is 1 or more.")
        }
        guard speciesThresholds == nil || !validation.isEmpty else {
            throw ValidationError("--species-thresholds are found by --validation.")
        }
        guard given == 1 || (ranking.isPlain && models == 1) else {
            throw ValidationError(
                "The model's threshold holds for plain scores of one model: give --validation, --rule or "
                    + "--threshold.")
        }
        guard rule == nil || ranking.headWeight == 0 else {
            throw ValidationError("--rule holds for scores without --head-weight.")
        }
    }

    /// The rule, for a database and a way to score.
    func rule(
        for database: RankingInput, _ ranking: RankingArguments
    ) throws -> IdentificationRun.Rule {
        if let threshold { return .threshold(threshold) }
        if let rule {
            let file = try RuleFile(contentsOf: rule)
            try file.check(database, ranking.options, path: rule)
            return .found(file.rule)
        }
        if validation.isEmpty, let model {
            return .threshold(
                try NewIndividualThreshold(ofModel: model, for: database.models[0]).threshold)
        }
        let held = try RankingInput(
            validation, table: try validationTable.map { try Dataset(contentsOf: $0).table })
        try held.checkNamed()
        try database.checkComparable(with: held)
        var options = NewIndividualRule.Options()
        options.newShare = newShare ?? options.newShare
        options.leastPerSpecies = speciesThresholds
        options.calibration = calibration ?? options.calibration
        return .validation(held, options)
    }
}

extension ScoreCalibration.Method: ExpressibleByArgument {}
