import ArgumentParser
import BenchmarkSupport
import Torch

/// What opening a weight file costs, and what reading all of it costs.
struct LoadBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load", abstract: "Time and memory to open a weight file, and to copy it.")

    @Argument(help: "A weight file, such as make-file writes.")
    var file: String

    private struct Row: Encodable {
        let measurement = "load"
        let tensors: Int
        let fileMegabytes: Double
        let openSeconds: Double
        let openMegabytes: Double
        let copySeconds: Double
        let copyMegabytes: Double
    }

    func run() throws {
        // Starting libtorch is not part of opening a file.
        _ = Tensor.ones([1]) + Tensor.ones([1])
        let before = try residentMegabytes()
        var weights = StateDictionary()
        let openSeconds = try seconds { weights = try StateDictionary(contentsOf: file) }
        let opened = try residentMegabytes()
        var copy = StateDictionary()
        let copySeconds = seconds { copy = weights.copied() }
        let copied = try residentMegabytes()
        try printLine(
            Row(
                tensors: copy.count,
                fileMegabytes: copy.reduce(0) {
                    $0 + Double($1.tensor.count * $1.tensor.dtype.byteCount) / 1e6
                },
                openSeconds: openSeconds, openMegabytes: opened - before, copySeconds: copySeconds,
                copyMegabytes: copied - opened))
    }
}
