import Torch

/// Several models' opinions as one.
public enum Ensemble {
    /// Embeddings side by side: their cosine is the mean of the models' cosines, by weight.
    ///
    /// - Parameters:
    ///   - models: embeddings of the same images in the same order, of any widths.
    ///   - weights: how much each model counts, greater than 0.
    /// - Returns: embeddings `[N, D₁ + D₂ + …]`, by no model that could be named.
    public static func embeddings(_ models: [Embeddings], weights: [Double]) -> Embeddings {
        precondition(!models.isEmpty && models.count == weights.count, "each model has a weight")
        precondition(weights.allSatisfy { $0 > 0 }, "weights are greater than 0")
        precondition(
            models.allSatisfy { $0.images == models[0].images }, "models saw the same images")
        let parts = zip(models, weights).map { model, weight in
            model.vectors * weight.squareRoot()
        }
        return Embeddings(
            vectors: Tensor.cat(parts, 1), images: models[0].images,
            individuals: models[0].individuals)
    }

    /// Ranks individuals by the mean of the scores that models give them, by weight.
    ///
    /// A model whose neighbours lack an individual scores it no better than the last of its own. Which photograph is an
    /// individual's nearest, and how near, is told by the first model that has it among its neighbours.
    ///
    /// - Parameters:
    ///   - models: the same photographs in the same order, ranked by each model.
    ///   - weights: how much each model counts, greater than 0.
    public static func scores(
        _ models: [[RankedPhotograph]], weights: [Double]
    ) -> [RankedPhotograph] {
        precondition(!models.isEmpty && models.count == weights.count, "each model has a weight")
        precondition(weights.allSatisfy { $0 > 0 }, "weights are greater than 0")
        precondition(
            models.allSatisfy { $0.map(\.image) == models[0].map(\.image) },
            "models saw the same images")
        let all = weights.reduce(0, +)
        return models[0].indices.map { query in
            var places: [String: Int] = [:]
            var found: [Candidate] = []
            for candidate in models.flatMap({ $0[query].candidates })
            where places[candidate.individual] == nil {
                places[candidate.individual] = found.count
                found.append(candidate)
            }
            var scores = Array(repeating: 0.0, count: found.count)
            for (model, weight) in zip(models, weights) {
                let last = Double(model[query].candidates.last?.score ?? 0)
                var own = Array(repeating: last, count: found.count)
                for candidate in model[query].candidates {
                    if let place = places[candidate.individual] {
                        own[place] = Double(candidate.score)
                    }
                }
                for place in found.indices { scores[place] += weight / all * own[place] }
            }
            for place in found.indices { found[place].score = Float(scores[place]) }
            return RankedPhotograph(
                image: models[0][query].image, truth: models[0][query].truth,
                candidates: found.sorted { $0.score > $1.score })
        }
    }
}
