import Progress
import Ranking
import Torch

/// A database, by one model or several, that photographs are compared with.
public struct Ranker {
    /// The database of each opinion that is asked.
    private let databases: [Embeddings]
    private let searches: [NeighbourSearch]
    private let options: RankingOptions
    private let weights: [Double]
    private let blend: ClassBlend?
    /// The database, by its first model.
    public let database: Embeddings

    /// A ranker of a database, of which each model has embeddings: the same images in the same order, with individuals.
    ///
    /// - Parameter blend: what a classifier says of individuals, of one model alone.
    public init(_ models: [Embeddings], options: RankingOptions, blend: ClassBlend? = nil) {
        precondition(!models.isEmpty, "a ranker needs a database")
        // Photographs of animals that nobody knew tell nobody's name.
        let models = models.map { $0.withoutNewIndividuals() }
        precondition(blend == nil || models.count == 1, "a classifier belongs to one model")
        let weights =
            options.modelWeights.isEmpty
            ? Array(repeating: 1, count: models.count) : options.modelWeights
        precondition(weights.count == models.count, "each model has a weight")
        self.options = options
        self.weights = weights
        self.blend = blend
        database = models[0]
        databases = Self.combined(models, weights, options).map {
            options.augmentation?.augmented($0) ?? $0
        }
        searches = databases.map {
            NeighbourSearch(
                in: $0, count: options.neighbours, precision: options.precision ?? .automatic)
        }
    }

    /// What individuals are ranked by.
    var score: IndividualScore { options.score }

    /// The individuals that can be answered.
    public var individuals: Set<String> { database.knownIndividuals }

    /// Ranks photographs by their embeddings of each model, the same images in the same order.
    ///
    /// A photograph that is in the database by its name is not compared with itself, unless the options say that none is.
    public func rank(
        _ models: [Embeddings], progress: (Int) -> Void = { _ in }
    ) -> [RankedPhotograph] {
        let own =
            options.passesOverItself
            ? models[0].rows(in: database) : Array(repeating: nil, count: models[0].count)
        let queries = Self.combined(models, weights, options)
        let opinions = queries.indices.map { index in
            let queries =
                options.expansion?.expanded(queries[index], in: databases[index], own: own)
                ?? queries[index]
            let ranked = searches[index].rank(
                queries, in: databases[index], own: own, by: options.score,
                reranking: options.reranking, progress: index == 0 ? progress : { _ in })
            return blend?.blended(
                ranked, queries, in: databases[index], own: own, by: options.score) ?? ranked
        }
        return opinions.count == 1 ? opinions[0] : Ensemble.scores(opinions, weights: weights)
    }

    /// The embeddings of each opinion: of each model, or of all of them side by side.
    private static func combined(
        _ models: [Embeddings], _ weights: [Double], _ options: RankingOptions
    ) -> [Embeddings] {
        guard models.count > 1, options.combination == .embeddings else { return models }
        return [Ensemble.embeddings(models, weights: weights)]
    }
}
