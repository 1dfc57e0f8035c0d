import ArgumentParser

/// `LoadingBenchmark MEASUREMENT`: measures the loader, and prints JSON, an object per line.
@main
struct LoadingBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "LoadingBenchmark",
        abstract: "Measure how training is fed with photographs.",
        subcommands: [
            FeedBenchmark.self, BesideBenchmark.self, CacheBenchmark.self,
            LoadingMemoryBenchmark.self,
        ])
}
