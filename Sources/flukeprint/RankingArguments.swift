import ArgumentParser
import Pipeline
import Ranking

/// How `rank` scores individuals.
struct RankingArguments: ParsableArguments {
    @Option(name: .customLong("k"), help: "How many nearest photographs are looked at.")
    var neighbours = 100

    @Option(
        help: ArgumentHelp(
            "Score individuals by the mean of so many of their nearest photographs.",
            valueName: "n"))
    var meanOfBest: Int?

    @Option(
        help: ArgumentHelp(
            "Let neighbours vote, each with exp(cosine / temperature); 0.07 is usual.",
            valueName: "temperature"))
    var votes: Double?

    @OptionGroup var expanding: ExpansionOptions

    @Flag(help: "Put neighbours in a new order by who is near to both (k-reciprocal re-ranking).")
    var rerank = false

    @Option(
        help: ArgumentHelp(
            "How much the cosines with the model's classes count beside the photographs', 0 to 1 (with --model).",
            valueName: "weight"))
    var headWeight = 0.0

    @Option(
        help: ArgumentHelp(
            "How several models become one: embeddings (side by side) or scores (their mean)."))
    var combine = RankingOptions.Combination.embeddings

    @Option(
        help: ArgumentHelp(
            "How much a model counts; once per model, in their order.", valueName: "weight"))
    var modelWeight: [Double] = []

    @Option(
        help: ArgumentHelp(
            "What the first look reads: float32, bfloat16 or int8; answers are the same, time and memory differ."
        ))
    var precision: FirstLookPrecision?

    /// Looks whether the options go together.
    func validate(models: Int) throws {
        guard neighbours > 0, meanOfBest ?? 1 > 0 else {
            throw ValidationError("--k and --mean-of-best are 1 or more.")
        }
        guard votes ?? 1 > 0, votes?.isFinite ?? true else {
            throw ValidationError("--votes is greater than 0.")
        }
        guard votes == nil || meanOfBest == nil else {
            throw ValidationError("Give --votes or --mean-of-best, not both.")
        }
        guard 0...1 ~= headWeight else { throw ValidationError("--head-weight is from 0 to 1.") }
        guard headWeight == 0 || models == 1 else {
            throw ValidationError("--head-weight belongs to one model.")
        }
        guard modelWeight.isEmpty || modelWeight.count == models,
            modelWeight.allSatisfy({ $0 > 0 && $0.isFinite })
        else {
            throw ValidationError(
                "--model-weight is greater than 0, once for each of the \(models) models.")
        }
    }

    /// Whether scores are the cosines that a model was judged by.
    var isPlain: Bool {
        meanOfBest == nil && votes == nil && !expanding.isExpanded && !rerank && headWeight == 0
    }

    /// The same for the pipeline.
    var options: RankingOptions {
        var options = RankingOptions()
        options.neighbours = neighbours
        options.score =
            meanOfBest.map(IndividualScore.meanOfBest) ?? votes.map(IndividualScore.votes) ?? .best
        options.expansion = expanding.expansion
        options.augmentation = expanding.augmentation
        options.reranking = rerank ? ReciprocalReranking() : nil
        options.precision = precision
        options.combination = combine
        options.modelWeights = modelWeight
        return options
    }

    /// What the model's head says, where that counts.
    func blend(for database: Embeddings, model: String?) throws -> ClassBlend? {
        guard headWeight > 0, let model else { return nil }
        return try ClassBlend(ofModel: model, weight: headWeight, for: database)
    }
}

extension RankingOptions.Combination: ExpressibleByArgument {}
extension FirstLookPrecision: ExpressibleByArgument {}
