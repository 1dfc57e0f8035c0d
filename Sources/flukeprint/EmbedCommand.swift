import ArgumentParser
import Datasets
import Foundation
import Pipeline
import TensorFiles
import Torch

/// `flukeprint embed MODEL PHOTOGRAPHS`.
struct EmbedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "embed",
        abstract: "Turn photographs into embeddings, by a model that train made.",
        discussion: """
            Writes one safetensors file: the tensor `embeddings` with a row of length 1 for each photograph, \
            and in the metadata `images`, `individuals` and the model's digest. Photographs are cropped to \
            their boxes as in training. Those that cannot be read are skipped, listed and counted. The same \
            command again goes on where it was interrupted.

            Examples:
              flukeprint embed runs/first/model.safetensors photographs --output queries.safetensors
              flukeprint embed runs/first/model.safetensors metadata.csv --split train \\
                --output database.safetensors
              flukeprint evaluate database.safetensors queries.safetensors
            """)

    @Argument(help: "A model.safetensors of `train`.", completion: .file())
    var model: String

    @Argument(help: "A folder, a table or an annotation file.", completion: .file())
    var input: String

    @Option(help: "The safetensors file to write.", completion: .file())
    var output: String

    @OptionGroup var options: DatasetOptions

    @Option(
        help: ArgumentHelp(
            "Only photographs of this part of the data set. May be repeated.", valueName: "name"))
    var split: [String] = []

    @Option(
        help: ArgumentHelp(
            "The class of boxes to crop to; the model's own by default.", valueName: "class"))
    var box: String?

    @Flag(help: "Add the embedding of the mirrored photograph.")
    var flip = false

    @Flag(help: "Compute in bfloat16.")
    var bfloat16 = false

    @Option(help: "Photographs in a batch.")
    var batchSize = 32

    @Option(help: "Threads that read photographs.")
    var workers = 2

    @Option(
        help: ArgumentHelp("The share of photographs that may be bad, 0 to 1.", valueName: "share"))
    var tolerate = 0.1

    @Option(help: "Where to compute: cpu, or cuda:0.")
    var device = "cpu"

    @Flag(
        help:
            "Nothing else runs on this machine: wait by spinning, which is some percent faster then."
    )
    var exclusive = false

    @Flag(help: "Replace the output where it exists.")
    var force = false

    func validate() throws {
        guard batchSize > 0, workers > 0 else {
            throw ValidationError("--batch-size and --workers are 1 or more.")
        }
        guard 0...1 ~= tolerate else { throw ValidationError("--tolerate is from 0 to 1.") }
    }

    func run() throws {
        try checkAbsent(output, force: force)
        try checkFolder(of: output)
        Interruption.explain()
        if !exclusive { Runtime.shareProcessors() }
        let trained = try EmbeddingModel(contentsOf: model)
        var table = try options.open(input).table
        if !split.isEmpty {
            let wanted = Set(split)
            table = table.rows(
                (0..<table.count).filter { row in
                    table[row].split.map { wanted.contains($0.rawValue) } ?? false
                })
        }
        guard table.count > 0 else {
            throw DatasetError(
                path: input,
                problem: "expected photographs, found none"
                    + (split.isEmpty ? "" : " of \(split.joined(separator: ", "))"))
        }
        var run = EmbeddingRun.Options()
        run.batchSize = batchSize
        run.workers = workers
        run.addsMirrored = flip
        run.isReduced = bfloat16
        run.toleratedBadShare = tolerate
        run.box = box
        run.device = try Device(device)
        let outcome = try EmbeddingRun(trained, options: run).run(table, to: output)
        for photograph in outcome.skipped { print("skipped    \(photograph)") }
        print(
            "\(output): \(outcome.count) embeddings of width \(outcome.width), "
                + "\(outcome.skipped.count) photographs skipped, "
                + String(format: "%.1f images/s", outcome.imagesPerSecond))
    }
}
