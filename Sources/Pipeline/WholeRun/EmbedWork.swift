import Datasets

extension RunContext {
    /// Turns the photographs of both parts into embeddings, by the model of a fold.
    ///
    /// - Throws: what ``EmbeddingRun`` throws.
    func embed(_ round: Int, fold: Int) throws {
        var options = EmbeddingRun.Options()
        options.workers = configuration.workers
        options.addsMirrored = configuration.embed.flip
        options.isReduced = configuration.embed.bfloat16
        options.box = box
        options.device = device
        let model = try EmbeddingModel(contentsOf: model(round, fold: fold))
        for part in RunPaths.Part.allCases {
            let outcome = try EmbeddingRun(model, options: options).run(
                Dataset(contentsOf: seen(part)).table,
                to: paths.round(round, fold: fold).embedded(part))
            tell(outcome.skipped)
            report("\(outcome.count) embeddings of \(part.rawValue)")
        }
    }
}
