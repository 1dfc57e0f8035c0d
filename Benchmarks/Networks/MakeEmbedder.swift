import ArgumentParser
import Embedders
import Torch

/// Writes an embedder with fresh weights, for `EmbedderBenchmark` and `flukeprint embed`.
struct MakeEmbedder: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make-embedder", abstract: "Writes an embedder with fresh weights.")

    @Argument(help: "The file to write.")
    var file: String

    @Option(help: "The backbone, by timm's name.")
    var architecture = "tf_efficientnet_lite0"

    @Option(help: "The neck: average, gem or dolg.")
    var pooling = NeckConfiguration.Pooling.dolg

    func run() throws {
        try Embedder(
            EmbedderConfiguration(
                try Architecture(named: architecture), neck: NeckConfiguration(pooling)),
            generator: Generator(seed: 1)
        ).write(to: file)
    }
}

extension NeckConfiguration.Pooling: ExpressibleByArgument {}
