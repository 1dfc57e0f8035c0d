import Datasets
import Foundation
import TensorFiles

extension RunContext {
    /// Turns the photographs of both parts into embeddings, by the model of a fold.
    ///
    /// - Throws: what ``EmbeddingRun`` throws.
    func embed(_ round: Int, fold: Int) throws {
        if round > 0, try keepsModel(round, fold: fold) {
            report("the model is that of the round before, and so are the embeddings")
            return try copyEmbeddings(to: round, fold: fold)
        }
        var options = EmbeddingRun.Options()
        options.workers = configuration.workers
        options.addsMirrored = configuration.embed.flip
        options.isReduced = configuration.embed.bfloat16
        options.box = box
        options.device = device
        let model = try EmbeddingModel(contentsOf: model(round, fold: fold))
        for part in RunPaths.Part.allCases {
            let output = paths.round(round, fold: fold).embedded(part)
            // Where the stage was interrupted after this part.
            if FileManager.default.fileExists(atPath: output), !EmbeddingRun.isUnfinished(output) {
                continue
            }
            let outcome = try EmbeddingRun(model, options: options).run(
                Dataset(contentsOf: seen(part)).table, to: output)
            tell(outcome.skipped)
            report("\(outcome.count) embeddings of \(part.rawValue)")
        }
    }

    /// Whether a round has the model of the one before, as nothing was labelled.
    func keepsModel(_ round: Int, fold: Int) throws -> Bool {
        try FileDigest(of: model(round, fold: fold)).hexadecimal
            == FileDigest(of: model(round - 1, fold: fold)).hexadecimal
    }

    private func copyEmbeddings(to round: Int, fold: Int) throws {
        for part in RunPaths.Part.allCases {
            let bytes = try FileBytes(
                mapping: paths.round(round - 1, fold: fold).embedded(part))
            try AtomicFile.write(
                bytes.bytes, to: paths.round(round, fold: fold).embedded(part))
        }
    }
}
