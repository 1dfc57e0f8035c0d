import ArgumentParser
import BenchmarkSupport
import Torch

/// Whether training holds on to memory.
struct MemoryBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "memory", abstract: "Memory of the process over many training steps.")

    @Option(help: "Steps to watch.")
    var steps = 2000

    @Option(help: "Steps before the first look.")
    var warmUp = 200

    @Option(help: "Steps from look to look.")
    var interval = 100

    private struct Row: Encodable {
        let measurement = "memory"
        let steps: Int
        let firstMegabytes: Double
        let maxMegabytes: Double
        let lastMegabytes: Double
        /// How far from the first look any other was.
        let deviationPercent: Double
    }

    func run() throws {
        let training = Training(try TrainingOptions.parse(["--batch", "8", "--size", "32"]))
        for _ in 0..<warmUp { training.step() }
        let first = try residentMegabytes()
        var looks = [first]
        for _ in 0..<steps / interval {
            for _ in 0..<interval { training.step() }
            looks.append(try residentMegabytes())
        }
        let deviation = looks.map { abs($0 / first - 1) * 100 }.max() ?? 0
        try printLine(
            Row(
                steps: steps, firstMegabytes: first, maxMegabytes: looks.max() ?? first,
                lastMegabytes: looks.last ?? first, deviationPercent: deviation))
    }
}
