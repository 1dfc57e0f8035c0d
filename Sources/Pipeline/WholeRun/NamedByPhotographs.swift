import Ranking

extension RankingInput {
    /// The same embeddings under other names for their images.
    func renamed(_ names: [String: String]) -> RankingInput {
        guard !names.isEmpty else { return self }
        return RankingInput(
            renamed: models.map { model in
                Embeddings(
                    vectors: model.vectors, images: model.images.map { names[$0] ?? $0 },
                    individuals: model.individuals, model: model.model)
            }, paths: paths)
    }

    private init(renamed models: [Embeddings], paths: [String]) {
        self.models = models
        self.paths = paths
    }
}
