import ArgumentParser
import BenchmarkSupport
import Datasets
import Foundation
import Imaging

/// What a cache of pictures saves, one thread.
struct CacheBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache", abstract: "Milliseconds to decode a picture, to keep it, to find it.")

    @Argument(help: "A table or a folder of photographs.")
    var dataset: String

    @Option(help: "The shorter edge of what is kept, in pixels.")
    var size = 288

    @Option(help: "Photographs, over and over if there are fewer.")
    var count = 500

    @Option(help: "The folder; an empty one, or none.")
    var folder: String

    private struct Row: Encodable {
        let measurement = "cache"
        let pictures: Int
        let decodeMilliseconds: Double
        let keepMilliseconds: Double
        let findMilliseconds: Double
        /// Decoded over found.
        let ratio: Double
        let megabytes: Double
    }

    func run() throws {
        let table = try Dataset(contentsOf: dataset).table
        let files = PictureFiles(table, resizing: .shorterEdge(size))
        let cache = try PictureCache(files, folder: folder) { error in print(error) }
        let rows = Array(0..<min(count, table.count))
        let bytes = try rows.reduce(0) { $0 + (try files.picture(at: $1).image.bytes.count) }
        func milliseconds(_ source: some PictureSource) throws -> Double {
            try seconds { for row in rows { _ = try source.picture(at: row) } }
                * 1000 / Double(rows.count)
        }
        let decode = try milliseconds(files)
        let keep = try milliseconds(cache)
        let find = median(try (0..<3).map { _ in try milliseconds(cache) })
        guard cache.counts.found == rows.count * 3 else {
            throw ValidationError("\(folder) was not empty, or cannot be written")
        }
        try printLine(
            Row(
                pictures: rows.count, decodeMilliseconds: decode, keepMilliseconds: keep,
                findMilliseconds: find, ratio: decode / find, megabytes: Double(bytes) / 1e6))
    }
}
