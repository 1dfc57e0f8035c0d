import Datasets
import Embedders
import Foundation
import Ranking
import Testing
import Torch

/// Embeds pictures of three animals by an embedder of random weights.
@Suite struct EmbedCommandTests {
    private let scratch: ScratchFolder
    private let model: String
    private let table: String

    init() throws {
        scratch = try ScratchFolder()
        model = scratch.path("model.safetensors")
        table = scratch.path("known.csv")
        try ColouredPhotographs(of: ["ann", "ben", "cat"], in: scratch)
            .table("photograph,individual,species", to: table) { _ in "dolphin" }
        var configuration = EmbedderConfiguration(
            try Architecture(named: "tf_efficientnet_lite0"), width: 16,
            neck: NeckConfiguration(.gem))
        configuration.preprocessing.width = 32
        configuration.preprocessing.height = 32
        try Embedder(configuration, generator: Generator(seed: 1)).write(to: model)
    }

    private func embed(_ output: String, _ more: String...) throws -> Command {
        try Command(["embed", model, table, "--output", output, "--workers", "1"] + more)
    }

    @Test(
        "Given .npy, an array and the table of its rows are written, which rank and evaluate read")
    func numPy() throws {
        try Data("no picture".utf8).write(to: scratch.url.appendingPathComponent("ben3.png"))
        let folder = scratch.url.appendingPathComponent("out")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        let array = scratch.path("out/e.npy")

        let command = try embed(array)

        #expect(command.status == 0, "\(command.errors)")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
                == ["e.csv", "e.npy"])
        let rows = try Dataset(contentsOf: scratch.path("out/e.csv")).table
        #expect(rows.count == 23 && !rows.photographs.contains { $0.path == "ben3.png" })
        #expect(rows.individuals == ["ann": 8, "ben": 7, "cat": 8])
        #expect(rows.species == ["dolphin": 23])
        // Seen from the table's folder, the photographs lie where they did.
        #expect((0..<23).allSatisfy { FileManager.default.fileExists(atPath: rows.file(at: $0)) })
        let vectors = try #require(try StateDictionary(contentsOf: array).makeIterator().next())
        #expect(vectors.tensor.shape == [23, 16] && vectors.tensor.dtype == .float32)

        let safetensors = scratch.path("e.safetensors")
        #expect(try embed(safetensors).status == 0)
        #expect(
            try Embeddings(contentsOf: safetensors).vectors.isClose(
                to: vectors.tensor, absolute: 1e-6))
        let ranked = try Command(
            "rank", "--database", array, "--queries", safetensors, "--threshold", "-1",
            "--submission", scratch.path("s.csv"))
        #expect(ranked.status == 0, "\(ranked.errors)")
        #expect(ranked.output.contains("23 photographs of 3 individuals"))
        let judged = try Command("evaluate", array, array)
        #expect(judged.status == 0, "\(judged.errors)")
        #expect(judged.output.contains("database   23 photographs of 3 individuals"))
    }

    @Test("Given a table beside the output, it is replaced by --force alone, and never the input")
    func tables() throws {
        let array = scratch.path("e.npy")
        let beside = scratch.url.appendingPathComponent("e.csv")
        try Data("old".utf8).write(to: beside)

        let refused = try embed(array)
        #expect(refused.status == 73 && refused.errors.contains("e.csv: exists already"))
        #expect(try String(contentsOf: beside, encoding: .utf8) == "old")
        #expect(try embed(array, "--force").status == 0)
        #expect(try Dataset(contentsOf: beside.path).table.count == 24)

        let before = try Data(contentsOf: URL(fileURLWithPath: table))
        let input = try embed(scratch.path("known.npy"), "--force")
        #expect(input.status == 73 && input.errors.contains("is the input"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: table)) == before)
        #expect(!FileManager.default.fileExists(atPath: scratch.path("known.npy")))
    }

    @Test("Given a full disk, neither the array nor its table appears")
    func fullDisk() throws {
        // The table is longer than what parts and array take.
        let long = try String(contentsOfFile: table, encoding: .utf8)
            .replacingOccurrences(of: "dolphin", with: String(repeating: "dolphin", count: 50))
        try long.write(toFile: table, atomically: true, encoding: .utf8)

        let command = try Command(
            ["embed", model, table, "--output", scratch.path("e.npy"), "--workers", "1"],
            limitingFilesTo: 4)

        #expect(command.status == 73, "\(command.errors)")
        #expect(command.errors.contains("\(scratch.path("e.csv")): cannot be written"))
        for name in ["e.npy", "e.csv", ".e.npy.partial", ".e.csv.partial"] {
            #expect(!FileManager.default.fileExists(atPath: scratch.path(name)))
        }
    }
}
