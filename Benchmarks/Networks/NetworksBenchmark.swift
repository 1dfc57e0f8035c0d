import ArgumentParser

/// What networks cost to train, as JSON lines; `Tools/Bench/run` sets them beside their peers.
@main
struct NetworksBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "NetworksBenchmark", abstract: "Measures whole networks.",
        subcommands: [TrainingBenchmark.self, TrainingMemoryBenchmark.self])
}
