import ArgumentParser

/// `FoundationBenchmark MEASUREMENT`: measures the foundation, and prints JSON, an object per line.
///
/// It measures Flukeprint alone. `Tools/Bench/run` runs it beside its peers and compares.
@main
struct FoundationBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "FoundationBenchmark",
        abstract:
            "Measure the speed and memory of tensors, training, weight files, tables and augmentation.",
        subcommands: [
            OperatorsBenchmark.self, ParametersBenchmark.self, StepBenchmark.self,
            MemoryBenchmark.self, LoadBenchmark.self, TableBenchmark.self, AugmentBenchmark.self,
            MakeFile.self,
        ])
}
