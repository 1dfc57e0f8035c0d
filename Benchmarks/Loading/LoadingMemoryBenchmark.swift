import ArgumentParser
import BenchmarkSupport
import Datasets

/// Whether a loader holds on to memory.
struct LoadingMemoryBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "memory", abstract: "Memory of the process over many photographs.")

    @OptionGroup var options: LoadingOptions

    @Option(help: "Photographs to load, over and over.")
    var count = 10_000

    private struct Row: Encodable {
        let measurement = "loading_memory"
        let photographs: Int
        let megabytes: Double
    }

    func run() throws {
        let loader = options.loader(try options.source())
        var loaded = 0
        var marks = [1_000, 2_000, 5_000, 10_000, 20_000].filter { $0 <= count }[...]
        for number in 0... where loaded < count {
            let epoch = loader.epoch(number)
            while loaded < count, let batch = try epoch.next() {
                loaded += batch.shape[0]
                if let mark = marks.first, loaded >= mark {
                    marks.removeFirst()
                    try printLine(Row(photographs: loaded, megabytes: residentMegabytes()))
                }
            }
            if loaded >= count { break }
        }
    }
}
