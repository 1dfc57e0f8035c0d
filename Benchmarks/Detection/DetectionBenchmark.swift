import ArgumentParser
import Detectors

/// What detectors cost to train and to run, as JSON lines; `Tools/Bench/run` sets them beside their peers.
@main
struct DetectionBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "DetectionBenchmark", abstract: "Measures detectors.",
        subcommands: [InferenceBenchmark.self, TrainingBenchmark.self, RateBenchmark.self])
}

extension YOLOv5Size: ExpressibleByArgument {}
