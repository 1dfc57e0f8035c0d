import ArgumentParser

/// What networks cost to train and to run, as JSON lines; `Tools/Bench/run` sets them beside their peers.
@main
struct NetworksBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "NetworksBenchmark", abstract: "Measures whole networks.",
        subcommands: [
            TrainingBenchmark.self, TrainingMemoryBenchmark.self, InferenceBenchmark.self,
            MakeEmbedder.self, EmbedderBenchmark.self,
        ])
}
