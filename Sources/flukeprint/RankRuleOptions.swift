import ArgumentParser
import Datasets
import Pipeline
import Ranking

/// What `rank` decides by that an animal is new.
struct RankRuleOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Call an animal new where its best score is lower.", valueName: "score"))
    var threshold: Float?

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
            "The share of new animals that is expected, 0 to 1 (with --validation).",
            valueName: "share"))
    var newShare = 0.1

    @Option(
        help: ArgumentHelp(
            "Give a species a threshold of its own where validation has so many photographs of it.",
            valueName: "photographs"))
    var speciesThresholds: Int?

    @Option(help: "How probabilities follow scores: isotonic, or platt for few photographs.")
    var calibration = ScoreCalibration.Method.isotonic

    /// Looks whether the options go together.
    func validate(models: Int, _ ranking: RankingArguments) throws {
        guard threshold == nil || validation.isEmpty else {
            throw ValidationError("Give --threshold or --validation, not both.")
        }
        guard threshold != nil || !validation.isEmpty || model != nil else {
            throw ValidationError(
                "Say when an animal is new: --validation, --threshold, or --model for the threshold in its file."
            )
        }
        guard validation.isEmpty || validation.count == models else {
            throw ValidationError(
                "Name --validation for each of the \(models) models, found \(validation.count).")
        }
        guard threshold?.isFinite ?? true else {
            throw ValidationError("--threshold is a number.")
        }
        guard validationTable == nil || !validation.isEmpty else {
            throw ValidationError("--validation-table belongs to --validation.")
        }
        guard ranking.headWeight == 0 || model != nil else {
            throw ValidationError("--head-weight needs --model, which has the head.")
        }
        guard 0...1 ~= newShare else { throw ValidationError("--new-share is from 0 to 1.") }
        guard speciesThresholds ?? 1 > 0 else {
            throw ValidationError("--species-thresholds is 1 or more.")
        }
        guard speciesThresholds == nil || !validation.isEmpty else {
            throw ValidationError("--species-thresholds are found by --validation.")
        }
        guard threshold != nil || !validation.isEmpty || (ranking.isPlain && models == 1) else {
            throw ValidationError(
                "The model's threshold holds for plain scores of one model: give --validation or --threshold."
            )
        }
    }

    /// The rule, for a database.
    func rule(for database: RankingInput) throws -> IdentificationRun.Rule {
        if let threshold { return .threshold(threshold) }
        if validation.isEmpty, let model {
            return .threshold(
                try NewIndividualThreshold(ofModel: model, for: database.models[0]).threshold)
        }
        let held = try RankingInput(
            validation, table: try validationTable.map { try Dataset(contentsOf: $0).table })
        try held.checkNamed()
        try database.checkComparable(with: held)
        var options = NewIndividualRule.Options()
        options.newShare = newShare
        options.leastPerSpecies = speciesThresholds
        options.calibration = calibration
        return .validation(held, options)
    }
}

extension ScoreCalibration.Method: ExpressibleByArgument {}
