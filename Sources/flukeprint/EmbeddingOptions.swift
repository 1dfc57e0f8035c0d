import ArgumentParser
import Datasets
import Pipeline
import Torch

/// What the commands take that put photographs through a trained model.
struct EmbeddingOptions: ParsableArguments {
    @OptionGroup var dataset: DatasetOptions

    @Option(
        help: ArgumentHelp(
            "Only photographs of this part of the data set. May be repeated.", valueName: "name"))
    var split: [String] = []

    @Option(
        help: ArgumentHelp(
            "The class of boxes to crop to; the model's own by default, whole photographs by \"\".",
            valueName: "class"))
    var box: String?

    @Flag(help: "Average the embeddings of the photograph and of the mirrored one.")
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

    @OptionGroup var computing: ComputingOptions

    @Flag(help: "Replace the output where it exists.")
    var force = false

    func validate() throws {
        guard batchSize > 0, workers > 0 else {
            throw ValidationError("--batch-size and --workers are 1 or more.")
        }
        guard 0...1 ~= tolerate else { throw ValidationError("--tolerate is from 0 to 1.") }
    }

    /// Looks whether the output can be written, and makes ready for long work.
    func prepare(for output: String) throws {
        try checkAbsent(output, force: force)
        try checkFolder(of: output)
        computing.prepare()
    }

    /// The photographs of a data set that are asked for.
    func photographs(of input: String) throws -> PhotographTable {
        try dataset.photographs(of: input, splits: split)
    }

    /// How it is computed.
    func runOptions() throws -> EmbeddingRun.Options {
        var run = EmbeddingRun.Options()
        run.batchSize = batchSize
        run.workers = workers
        run.addsMirrored = flip
        run.isReduced = bfloat16
        run.toleratedBadShare = tolerate
        run.box = box
        run.device = try computing.chosenDevice()
        return run
    }
}
