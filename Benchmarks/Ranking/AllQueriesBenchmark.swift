import ArgumentParser
import BenchmarkSupport
import Foundation
import Ranking
import Torch

/// How long it takes to name many photographs: from embeddings in memory to five answers each.
///
/// `Tools/Bench/ranking.py all` does the same with FAISS and pandas, from the same files.
struct AllQueriesBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "all", abstract: "Seconds to name every query.")

    @Argument(help: "The embeddings of known individuals, as `ranking.py make` writes them.")
    var database: String

    @Argument(help: "The embeddings to name.")
    var queries: String

    @Option(help: "What the first look reads.")
    var precision = FirstLookPrecision.automatic

    @Option(help: "The score under which new_individual leads.")
    var threshold: Float = 0.5

    @Option(help: "A file for the answers, a line per query.")
    var answers: String?

    @Option(help: "Threads that one operator may use.")
    var threads = 2

    private struct Row: Encodable {
        let measurement = "ranking"
        let engine = "Flukeprint"
        let precision: String
        let queries: Int
        let database: Int
        let width: Int
        /// To read the files.
        let readingSeconds: Double
        /// From embeddings to the 100 nearest rows.
        let searchSeconds: Double
        /// From embeddings to five answers.
        let seconds: Double
        let peakMegabytes: Double
    }

    func run() throws {
        Runtime.threads = threads
        let clock = ContinuousClock()
        let start = clock.now
        let known = try Embeddings(contentsOf: database)
        let asked = try Embeddings(contentsOf: queries)
        let read = clock.now
        _ = NeighbourSearch(in: known, precision: precision).neighbours(of: asked)
        let found = clock.now
        let ranked = NeighbourSearch(in: known, precision: precision).rank(asked, in: known)
        let answered = ranked.map { $0.answers(threshold: threshold) }
        let end = clock.now
        if let answers {
            let lines = answered.map { $0.joined(separator: " ") }
            try (lines.joined(separator: "\n") + "\n").write(
                toFile: answers, atomically: true, encoding: .utf8)
        }
        try printLine(
            Row(
                precision: precision.rawValue, queries: asked.count, database: known.count,
                width: known.width, readingSeconds: (read - start) / .seconds(1),
                searchSeconds: (found - read) / .seconds(1),
                seconds: (end - found) / .seconds(1), peakMegabytes: try peakResidentMegabytes()))
    }
}
