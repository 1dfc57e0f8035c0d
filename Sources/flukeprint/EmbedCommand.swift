import ArgumentParser
import Datasets
import Foundation
import Pipeline
import Ranking
import Torch

/// `flukeprint embed MODEL PHOTOGRAPHS`.
struct EmbedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "embed",
        abstract: "Turn photographs into embeddings, by a model that train made.",
        discussion: """
            Writes one safetensors file: the tensor `embeddings` with a row of length 1 for each photograph, \
            and in the metadata `images`, `individuals` and the model's digest. Where the output ends in .npy, \
            it is NumPy's array, and a table of its rows lies beside it, as .csv. Photographs are cropped to \
            their boxes as in training. Those that cannot be read are skipped, listed and counted. The same \
            command again goes on where it was interrupted.

            Examples:
              flukeprint embed runs/first/model.safetensors photographs --output queries.safetensors
              flukeprint embed runs/first/model.safetensors metadata.csv --split train \\
                --output database.safetensors
              flukeprint embed runs/first/model.safetensors photographs --output queries.npy
              flukeprint evaluate database.safetensors queries.safetensors
            """)

    @Argument(help: "A model.safetensors of `train`.", completion: .file())
    var model: String

    @Argument(help: "A folder, a table or an annotation file.", completion: .file())
    var input: String

    @Option(help: "The .safetensors or .npy file to write.", completion: .file())
    var output: String

    @OptionGroup var options: EmbeddingOptions

    func run() throws {
        try options.prepare(for: output)
        if WeightFileFormat(ending: output) == .numPy { try prepareTable() }
        let trained = try EmbeddingModel(contentsOf: model)
        let table = try options.photographs(of: input)
        let outcome = try EmbeddingRun(trained, options: options.runOptions())
            .run(table, to: output)
        for photograph in outcome.skipped { print("skipped    \(photograph)") }
        print(
            "\(output): \(outcome.count) embeddings of width \(outcome.width), "
                + "\(outcome.skipped.count) photographs skipped, "
                + String(format: "%.1f images/s", outcome.imagesPerSecond))
    }

    /// Looks whether the table beside the output can be written, and replaces nothing that is read.
    private func prepareTable() throws {
        let table = Embeddings.tablePath(beside: output)
        guard !FilePath.isSame(table, input) else {
            throw DatasetError(
                path: table,
                problem: "is the input, and would be replaced by the table of \(output)",
                advice: "name another output", kind: .unwritable)
        }
        try checkAbsent(table, force: options.force)
    }
}
