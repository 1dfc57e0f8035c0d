import Ranking

extension Embeddings {
    /// The individuals that rows show; `new_individual` is none.
    var knownIndividuals: Set<String> {
        Set(individuals?.compactMap { $0 } ?? []).subtracting([newIndividual])
    }

    /// The same rows, of which those of `new_individual` show nobody.
    func withoutNewIndividuals() -> Embeddings {
        guard individuals?.contains(newIndividual) ?? false else { return self }
        return Embeddings(
            vectors: vectors, images: images,
            individuals: individuals?.map { $0 == newIndividual ? nil : $0 }, model: model)
    }
}
