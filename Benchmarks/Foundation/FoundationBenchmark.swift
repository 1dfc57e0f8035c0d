import ArgumentParser

/// `FoundationBenchmark MEASUREMENT`: measures the foundation, and prints JSON, an object per line.
///
/// It measures Flukeprint alone. `Tools/Bench/run` runs it beside its peers and compares.
@main
struct FoundationBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "FoundationBenchmark",
        abstract:
            "Measure the speed and memory of tensors, training, weight files and tables.",
        subcommands: [
            OperatorsBenchmark.self, ParametersBenchmark.self, StepBenchmark.self,
            MemoryBenchmark.self, LoadBenchmark.self, TableBenchmark.self,
            MakeFile.self,
        ])
}
