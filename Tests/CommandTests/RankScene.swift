import Foundation
import Ranking
import Torch

/// Embeddings as directions in a plane, in files: known animals, photographs to name, and photographs held out.
struct RankScene {
    /// Images, angles in degrees, individuals.
    typealias Point = (image: String, angle: Double, individual: String?)

    let scratch: ScratchFolder
    var database: String { scratch.path("database.safetensors") }
    var queries: String { scratch.path("queries.safetensors") }
    var held: String { scratch.path("held.safetensors") }
    var submission: String { scratch.path("submission.csv") }
    var matches: String { scratch.path("matches.csv") }

    /// Writes the files.
    init() throws {
        scratch = try ScratchFolder()
        try write(
            [
                ("a1.jpg", 0, "a"), ("a2.jpg", 10, "a"), ("b.jpg", 40, "b"), ("c.jpg", 90, "c"),
                ("d.jpg", 120, "d"), ("e.jpg", 150, "e"),
            ], to: database)
        try write([("q1.jpg", 1.5, "a"), ("q2.jpg", 70, "z"), ("q3.jpg", 151, "e")], to: queries)
        try write([("h1.jpg", 1, "a"), ("h2.jpg", 42, "b"), ("h3.jpg", 89, "c")], to: held)
    }

    /// Writes embeddings.
    func write(_ points: [Point], to path: String, model: String? = "one") throws {
        let angles = Tensor(points.map { $0.angle * .pi / 180 })
        let individuals = points.map(\.individual)
        try Embeddings(
            vectors: Tensor.stack([angles.cos(), angles.sin()], 1), images: points.map(\.image),
            individuals: individuals.contains { $0 != nil } ? individuals : nil, model: model
        ).write(to: path)
    }

    /// Writes a text file.
    func write(_ text: String, to path: String) throws {
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// Ranks the queries among the database, with further options.
    func rank(_ options: String..., limitingFilesTo kilobytes: Int? = nil) throws -> Command {
        try Command(
            ["rank", "--database", database, "--queries", queries] + options,
            limitingFilesTo: kilobytes)
    }

    /// What stands in a file.
    func text(_ path: String) throws -> String {
        try String(contentsOfFile: path, encoding: .utf8)
    }

    /// The lines of a submission without its heading.
    func answers() throws -> [String] {
        try text(submission).split(separator: "\n").dropFirst().map(String.init)
    }

    /// The names of all files.
    func files() throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path))
    }
}
