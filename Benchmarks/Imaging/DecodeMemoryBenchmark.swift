import ArgumentParser
import BenchmarkSupport
import Imaging

/// Whether reading photographs holds on to memory.
struct DecodeMemoryBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "memory", abstract: "Memory of the process over many photographs.")

    @Argument(help: "Photographs, read over and over.")
    var files: [String]

    @Option(help: "Photographs to read.")
    var count = 10_000

    @Option(help: "Photographs before the first look.")
    var warmUp = 500

    private struct Row: Encodable {
        let measurement = "decode_memory"
        let photographs: Int
        let photographsPerSecond: Double
        let firstMegabytes: Double
        let maxMegabytes: Double
        let lastMegabytes: Double
    }

    func run() throws {
        let decoder = ImageDecoder()
        var read = 0
        func readPhotographs(_ number: Int) throws {
            for _ in 0..<number {
                let file = ImageFile(path: files[read % files.count])
                _ = try decoder.decode(file, resizing: .shorterEdge(224))
                read += 1
            }
        }
        try readPhotographs(warmUp)
        var looks = [try residentMegabytes()]
        let elapsed = try seconds {
            for _ in 0..<20 {
                try readPhotographs(count / 20)
                looks.append(try residentMegabytes())
            }
        }
        try printLine(
            Row(
                photographs: count, photographsPerSecond: Double(count / 20 * 20) / elapsed,
                firstMegabytes: looks[0], maxMegabytes: looks.max() ?? 0,
                lastMegabytes: looks[looks.count - 1]))
    }
}
