import ArgumentParser
import Ranking

/// What it costs to rank individuals, as JSON lines; `Tools/Bench/run` sets it beside FAISS and pandas.
@main
struct RankingBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "RankingBenchmark", abstract: "Measures searches among embeddings.",
        subcommands: [AllQueriesBenchmark.self, OneQueryBenchmark.self])
}

extension FirstLookPrecision: ExpressibleByArgument {}
