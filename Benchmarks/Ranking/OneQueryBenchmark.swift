import ArgumentParser
import BenchmarkSupport
import Ranking
import Torch

/// How long one query takes among very many embeddings, beside what it takes to read these.
struct OneQueryBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "one", abstract: "Milliseconds of one query among many embeddings.")

    @Option(help: "Embeddings in the database.")
    var count = 1_000_000

    @Option(help: "Numbers in an embedding.")
    var width = 512

    @Option(help: "Queries, one after the other.")
    var queries = 20

    @Option(help: "Threads that one operator may use.")
    var threads = 2

    private struct Row: Encodable {
        let measurement = "one-query"
        let engine = "Flukeprint"
        let precision: String
        let count: Int
        let width: Int
        /// The median.
        let milliseconds: Double
        /// Of what the first look reads.
        let gigabytesPerSecond: Double
        /// What a sum over the float32 embeddings reaches.
        let memoryGigabytesPerSecond: Double
        /// The share of the 100 nearest rows of float32 that are found.
        let recall: Double
        let passes: [Double]
    }

    func run() throws {
        Runtime.threads = threads
        let generator = Generator(seed: 0)
        let vectors = Tensor.randn([count, width], generator: generator)
        let known = Embeddings(vectors: vectors, images: Array(repeating: "", count: count))
        let asked = Embeddings(
            vectors: Tensor.randn([queries, width], generator: generator),
            images: Array(repeating: "", count: queries))
        let bytes = Double(count * width * 4)
        let sums = (0..<5).map { _ in seconds { _ = known.vectors.sum().item() } }
        var exact: [Set<Int>] = []
        for precision in FirstLookPrecision.allCases {
            let search = NeighbourSearch(in: known, precision: precision)
            var times: [Double] = []
            var found: [Set<Int>] = []
            for query in 0..<queries {
                let one = asked.rows([query])
                var rows: [Int] = []
                times.append(seconds { rows = search.neighbours(of: one).rows.array(of: Int.self) })
                found.append(Set(rows))
            }
            if exact.isEmpty { exact = found }
            let hits = zip(found, exact).reduce(0) { $0 + $1.0.intersection($1.1).count }
            let size = bytes * (precision == .float32 ? 1 : precision == .bfloat16 ? 0.5 : 0.25)
            try printLine(
                Row(
                    precision: precision.rawValue, count: count, width: width,
                    milliseconds: median(times) * 1000,
                    gigabytesPerSecond: size / median(times) / 1e9,
                    memoryGigabytesPerSecond: bytes / (sums.min() ?? 1) / 1e9,
                    recall: Double(hits) / Double(exact.reduce(0) { $0 + $1.count }),
                    passes: times))
        }
    }
}
