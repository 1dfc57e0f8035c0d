import Foundation
import Ranking
import Testing
import Torch

/// What `rank` refuses: with a clear error, the right exit code, and nothing half-written.
@Suite struct RankRefusalTests {
    private let scene: RankScene
    private let before: Set<String>

    init() throws {
        scene = try RankScene()
        before = try scene.files()
    }

    @Test(
        "Given options that do not go together, the usage is told",
        arguments: [
            [], ["--threshold", "0.5"], ["--submission", "s"],
            ["--threshold", "0.5", "--submission", "s", "--matches", "s"],
            ["--threshold", "0.5", "--validation", "v", "--submission", "s"],
            ["--threshold", "nan", "--submission", "s"],
            ["--threshold", "50", "--submission", "s"],
            ["--threshold", "0.5", "--rule", "r", "--submission", "s"],
            ["--rule", "r", "--model", "m", "--head-weight", "0.5", "--submission", "s"],
            ["--validation", "v", "--validation", "w", "--submission", "s"],
            ["--validation-table", "t", "--threshold", "0.5", "--submission", "s"],
            ["--species-thresholds", "5", "--threshold", "0.5", "--submission", "s"],
            ["--species-thresholds", "0", "--validation", "v", "--submission", "s"],
            ["--species-thresholds", "5", "--validation", "v", "--submission", "s"],
            ["--validation", "v", "--new-share", "1.5", "--submission", "s"],
            ["--threshold", "0.5", "--new-share", "0.2", "--submission", "s"],
            ["--threshold", "0.5", "--calibration", "platt", "--submission", "s"],
            ["--validation", "v", "--calibration", "guess", "--submission", "s"],
            ["--model", "m", "--rerank", "--submission", "s"],
            ["--model", "m", "--head-weight", "0.5", "--submission", "s"],
            ["--threshold", "0.5", "--head-weight", "0.5", "--submission", "s"],
            ["--threshold", "0.5", "--head-weight", "2", "--model", "m", "--submission", "s"],
            ["--threshold", "0.5", "--k", "0", "--submission", "s"],
            ["--threshold", "0.5", "--mean-of-best", "0", "--submission", "s"],
            ["--threshold", "0.5", "--votes", "0", "--submission", "s"],
            ["--threshold", "0.5", "--votes", "1", "--mean-of-best", "2", "--submission", "s"],
            ["--threshold", "0.5", "--expansion-exponent", "2", "--submission", "s"],
            ["--threshold", "0.5", "--query-expansion", "0", "--submission", "s"],
            [
                "--threshold", "0.5", "--query-expansion", "2", "--expansion-exponent", "inf",
                "--submission", "s",
            ],
            ["--threshold", "0.5", "--model-weight", "0", "--submission", "s"],
            [
                "--threshold", "0.5", "--model-weight", "1", "--model-weight", "1",
                "--submission", "s",
            ],
            ["--threshold", "0.5", "--combine", "guess", "--submission", "s"],
            ["--threshold", "0.5", "--precision", "float64", "--submission", "s"],
            ["--threshold", "0.5", "--database", "d", "--submission", "s"],
            // Two models: the threshold of one does not hold, nor does its head.
            ["--model", "m", "--database", "d", "--queries", "q", "--submission", "s"],
            [
                "--threshold", "0.5", "--database", "d", "--queries", "q", "--head-weight", "0.5",
                "--model", "m", "--submission", "s",
            ],
            ["--validation", "v", "--database", "d", "--queries", "q", "--submission", "s"],
        ])
    func usage(options: [String]) throws {
        let command = try Command(
            ["rank", "--database", scene.database, "--queries", scene.queries] + options,
            in: scene.scratch.url)

        #expect(command.status == 64, "\(command.output)\(command.errors)")
        #expect(command.errors.contains("Error: ") && command.output.isEmpty)
        #expect(try scene.files() == before)
    }

    /// Expects an error, and that no file came or went.
    private func expect(
        _ command: Command, fails status: Int32, saying text: String, leaving files: Set<String>
    ) throws {
        #expect(command.status == status, "\(command.errors)")
        #expect(command.errors.contains(text), "\(command.errors)")
        #expect(command.output.isEmpty)
        #expect(try scene.files() == files)
    }

    private func rank(_ database: String, _ queries: String, _ more: String...) throws -> Command {
        try Command(
            [
                "rank", "--database", database, "--queries", queries, "--submission",
                scene.submission, "--matches", scene.matches,
            ] + (more.isEmpty ? ["--threshold", "0.5"] : more))
    }

    @Test("Given embeddings that cannot be compared or hold nothing, the error names the file")
    func embeddings() throws {
        let odd = scene.scratch.path("odd.safetensors")
        let files = before.union(["odd.safetensors"])
        func write(_ vectors: Tensor, _ individuals: [String?]? = nil) throws {
            var state = StateDictionary()
            state["embeddings"] = vectors
            let count = vectors.size(0)
            let names = (0..<count).map { "\"\($0).jpg\"" }.joined(separator: ",")
            state.metadata["images"] = "[\(names)]"
            if let individuals {
                state.metadata["individuals"] =
                    "[\(individuals.map { $0.map { "\"\($0)\"" } ?? "null" }.joined(separator: ","))]"
            }
            try state.write(to: odd)
        }
        try scene.write([("x", 0, "a")], to: odd, model: "two")
        for command in [
            try rank(scene.database, odd),
            try rank(scene.database, scene.queries, "--validation", odd),
        ] {
            try expect(command, fails: 65, saying: "\(odd): is of the model two", leaving: files)
        }
        try write(Tensor.ones([2, 3]), ["a", "b"])
        try expect(
            rank(scene.database, odd), fails: 65, saying: "\(odd): is 3 wide", leaving: files)
        for names in [nil, [nil, nil], ["new_individual", nil]] as [[String?]?] {
            try write(Tensor.ones([2, 2]), names)
            for command in [
                try rank(odd, scene.queries),
                try rank(scene.database, scene.queries, "--validation", odd),
            ] {
                try expect(
                    command, fails: 65, saying: "\(odd): expected embeddings with individuals",
                    leaving: files)
            }
        }
        try write(Tensor.zeros([0, 2]), [])
        try expect(
            rank(odd, scene.queries), fails: 65, saying: "\(odd): expected embeddings",
            leaving: files)
        try expect(
            rank(scene.database, odd), fails: 65, saying: "\(odd): expected embeddings",
            leaving: files)
        for value in [Float.nan, .infinity] {
            try write(Tensor([1, 2, value, 4] as [Float], shape: [2, 2]), ["a", "b"])
            try expect(
                rank(odd, scene.queries), fails: 65, saying: "\(odd): some embeddings are not",
                leaving: files)
        }
        try scene.write([("q", 1, nil), ("q", 5, nil)], to: odd)
        try expect(
            rank(scene.database, odd), fails: 65, saying: "\(odd): several embeddings are of q",
            leaving: files)
        try scene.write([("h", 1, "z")], to: odd)
        try expect(
            rank(scene.database, scene.queries, "--validation", odd), fails: 65,
            saying: "\(odd): no threshold can be found", leaving: files)
    }

    @Test("Given missing and damaged files, the exit code tells them apart")
    func files() throws {
        let missing = scene.scratch.path("missing.safetensors")
        for command in [
            try rank(missing, scene.queries), try rank(scene.database, missing),
            try rank(scene.database, scene.queries, "--validation", missing),
            try rank(scene.database, scene.queries, "--model", missing),
            try rank(scene.database, scene.queries, "--rule", missing),
            try rank(
                scene.database, scene.queries, "--threshold", "0.5", "--query-table", missing),
            try rank(
                scene.database, scene.queries, "--threshold", "0.5", "--database-table", missing),
        ] {
            try expect(command, fails: 66, saying: missing, leaving: before)
        }
        let damaged = scene.scratch.path("damaged.safetensors")
        let whole = try Data(contentsOf: URL(fileURLWithPath: scene.queries))
        for bytes in [whole.prefix(whole.count - 3), Data(), Data("no embeddings".utf8)] {
            try bytes.write(to: URL(fileURLWithPath: damaged))
            try expect(
                rank(scene.database, damaged), fails: 65, saying: damaged,
                leaving: before.union(["damaged.safetensors"]))
        }
        try expect(
            rank(scene.database, scene.queries, "--rule", damaged), fails: 65,
            saying: "\(damaged): expected a rule",
            leaving: before.union(["damaged.safetensors"]))
        try expect(
            rank(scene.scratch.url.path, scene.queries), fails: 65, saying: scene.scratch.url.path,
            leaving: before.union(["damaged.safetensors"]))
    }

    @Test(
        "Given a table without a photograph of the embeddings, the error names photograph and file")
    func strangers() throws {
        let table = scene.scratch.path("table.csv")
        try scene.write("photograph\nq1.jpg\nq3.jpg\n", to: table)

        let command = try rank(
            scene.database, scene.queries, "--threshold", "0.5", "--query-table", table)

        try expect(
            command, fails: 65,
            saying: "\(scene.queries): the table has no row for its photograph q2.jpg",
            leaving: before.union(["table.csv"]))
    }

    @Test(
        "Given queries or photographs held out that are in the database, they are not mixed into it"
    )
    func augmentation() throws {
        try scene.write([("q.jpg", 1, nil), ("b.jpg", 40, "b")], to: scene.queries)
        try expect(
            rank(
                scene.database, scene.queries, "--threshold", "0.5", "--database-augmentation",
                "1"), fails: 65, saying: "\(scene.queries): b.jpg is in the database too",
            leaving: before)
        try scene.write([("q.jpg", 1, nil)], to: scene.queries)
        try scene.write([("b.jpg", 40, "b")], to: scene.held)
        try expect(
            rank(
                scene.database, scene.queries, "--validation", scene.held,
                "--database-augmentation", "1"), fails: 65,
            saying: "\(scene.held): b.jpg is in the database too", leaving: before)
    }

    @Test("Given outputs that cannot be written, that is said before work begins")
    func outputs() throws {
        let missing = scene.scratch.path("no/matches.csv")
        let below = scene.database + "/matches.csv"
        for (path, text) in [(missing, "its folder is missing"), (below, "its folder is a file")] {
            try expect(
                scene.rank(
                    "--threshold", "0.5", "--submission", scene.submission, "--matches", path),
                fails: 73, saying: "\(path): cannot be written: \(text)", leaving: before)
        }
        // A folder in the place of the file.
        let folder = scene.scratch.path("folder")
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false)
        try expect(
            scene.rank(
                "--threshold", "0.5", "--submission", scene.submission, "--matches", folder,
                "--force"), fails: 73, saying: "\(folder): cannot be written",
            leaving: before.union(["folder"]))
    }

    @Test("Given a full disk, neither file appears, and old ones stay as they were")
    func fullDisk() throws {
        // More answers than two kilobytes hold, in matches alone.
        try scene.write((0..<20).map { ("q\($0).jpg", Double($0), nil) }, to: scene.queries)
        try scene.write("old", to: scene.matches)

        let command = try scene.rank(
            "--threshold", "0.5", "--submission", scene.submission, "--matches", scene.matches,
            "--force", limitingFilesTo: 2)

        try expect(
            command, fails: 73, saying: "\(scene.matches): cannot be written",
            leaving: before.union(["matches.csv"]))
        #expect(try scene.text(scene.matches) == "old")
    }

    @Test("Given a name with a space, there is no submission")
    func spaces() throws {
        try scene.write([("a.jpg", 0, "Big Ed")], to: scene.database)

        try expect(
            rank(scene.database, scene.queries), fails: 65,
            saying: "\(scene.submission): an individual called 'Big Ed' cannot stand",
            leaving: before)
    }
}
