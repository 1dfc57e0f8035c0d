import ArgumentParser

/// `ImagingBenchmark MEASUREMENT`: measures the decoding of photographs, and prints JSON, an object per line.
///
/// It measures Flukeprint alone. `Tools/Bench/run` runs it beside its peers and compares.
@main
struct ImagingBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ImagingBenchmark",
        abstract: "Measure the speed and memory of reading photographs.",
        subcommands: [DecodeBenchmark.self, DecodeMemoryBenchmark.self])
}
