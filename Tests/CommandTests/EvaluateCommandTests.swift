import Foundation
import Imaging
import Ranking
import Testing
import Torch

@Suite struct EvaluateCommandTests {
    private let scratch: ScratchFolder
    private let database: String
    private let queries: String

    /// Given embeddings of four known photographs and three queries, one of them of somebody new.
    init() throws {
        scratch = try ScratchFolder()
        database = scratch.path("database.safetensors")
        queries = scratch.path("queries.safetensors")
        try write(
            [("a1.jpg", 0, "a"), ("a2.jpg", 9, "a"), ("b1.jpg", 40, "b"), ("b2.jpg", 52, "b")],
            to: database)
        try write([("q1.jpg", 3, "a"), ("q2.jpg", 38, "a"), ("q3.jpg", 170, "z")], to: queries)
    }

    /// Writes embeddings of length 1: names, angles in degrees, individuals.
    private func write(_ points: [(String, Double, String)], to path: String) throws {
        let angles = Tensor(points.map { $0.1 * .pi / 180 })
        try Embeddings(
            vectors: Tensor.stack([angles.cos(), angles.sin()], 1), images: points.map(\.0),
            individuals: points.map(\.2), model: "one"
        ).write(to: path)
    }

    @Test("Given two files, the figures are printed, as text and as JSON")
    func figures() throws {
        let text = try Command("evaluate", database, queries)
        #expect(text.status == 0 && text.errors.isEmpty)
        #expect(
            text.output == """
                database   4 photographs of 2 individuals
                queries    3: 2 of known individuals, 1 of new ones
                known      top-1 50.0 %, top-5 100.0 %, MAP@5 0.750, mAP 0.708
                new        area under ROC 1.000, average precision 1.000
                confused   a taken for b, 1 ×

                """)

        struct Figures: Decodable {
            struct Known: Decodable { let map5: Double }
            let known: Known
        }
        let json = try Command("evaluate", database, queries, "--json")
        let figures = try JSONDecoder().decode(Figures.self, from: Data(json.output.utf8))
        #expect(figures.known.map5 == 0.75)
    }

    @Test(
        "Given expansions, the figures are those with them",
        arguments: [
            ([], "0.0 %"), (["--query-expansion", "3"], "100.0 %"),
            (["--database-augmentation", "1"], "50.0 %"),
            (["--query-expansion", "3", "--database-augmentation", "1"], "100.0 %"),
            // The nearest count as good as nothing then.
            (["--query-expansion", "3", "--expansion-exponent", "200"], "0.0 %"),
            (["--database-augmentation", "1", "--expansion-exponent", "200"], "0.0 %"),
        ] as [([String], String)])
    func expansions(_ options: [String], top1: String) throws {
        // Two rows of its own are near each query, and one of somebody else nearer: q1 is drawn over to its own
        // by these, and q2 also where the database's rows come together in pairs.
        try write(
            [
                ("a1.jpg", 0, "a"), ("b1.jpg", 31, "b"), ("b2.jpg", 33, "b"), ("d1.jpg", 70, "d"),
                ("d2.jpg", 86, "d"), ("c1.jpg", 116, "c"), ("c2.jpg", 120, "c"),
            ], to: database)
        try write([("q1.jpg", 15.2, "b"), ("q2.jpg", 100, "c")], to: queries)

        let command = try Command(["evaluate", database, queries] + options)

        #expect(command.output.contains("known      top-1 \(top1), "), "\(command.output)")
    }

    @Test("Given a threshold, the figures are those with it, and options out of range are refused")
    func options() throws {
        let decided = try Command("evaluate", database, queries, "--threshold", "0.9")
        #expect(
            decided.output.contains(
                "threshold  0.9000: all MAP@5 0.778, new_individual precision 1.000, recall 1.000"))

        let both = try Command(
            "evaluate", database, queries, "--threshold", "0.9", "--model", "m.safetensors")
        #expect(both.status == 64)
        let zero = try Command("evaluate", database, queries, "--query-expansion", "0")
        #expect(zero.status == 64)
        let noModel = try Command("evaluate", database, queries, "--model", database)
        #expect(noModel.status == 65)
        #expect(noModel.errors.contains("holds no threshold"))
    }

    @Test("Given photographs, the page holds those that were confused, and says which are missing")
    func page() throws {
        let picture = PixelImage(
            size: ImageSize(width: 8, height: 6), filledWith: Pixel(red: 9, green: 90, blue: 200))
        let bytes = try picture.encoded(as: .jpeg())
        try Data(bytes).write(to: scratch.url.appendingPathComponent("q2.jpg"))
        let path = scratch.path("page.html")

        let arguments = [
            "evaluate", database, queries, "--html", path, "--photographs", scratch.url.path,
        ]
        let command = try Command(arguments)

        #expect(command.status == 0)
        let again = try Command(arguments)
        #expect(again.status == 73 && again.errors.contains("page.html: exists already"))
        #expect(try Command(arguments + ["--force"]).status == 0)
        let page = try String(contentsOfFile: path, encoding: .utf8)
        #expect(page.components(separatedBy: "data:image/jpeg;base64,").count == 2)
        #expect(page.contains("alt=\"b1.jpg: cannot be shown\""))
        #expect(page.components(separatedBy: "<svg").count == 4)
    }

    @Test("Given files that cannot be compared, the error names them, and the exit code is right")
    func refusals() throws {
        let other = scratch.path("other.safetensors")
        try Embeddings(
            vectors: Tensor.ones([1, 2]), images: ["x"], individuals: ["x"], model: "two"
        ).write(to: other)
        let unlabelled = scratch.path("unlabelled.safetensors")
        try Embeddings(vectors: Tensor.ones([1, 2]), images: ["x"]).write(to: unlabelled)

        let models = try Command("evaluate", database, other)
        #expect(models.status == 65)
        #expect(models.errors.contains("\(other): is of the model two"))
        let individuals = try Command("evaluate", unlabelled, queries)
        #expect(individuals.status == 65)
        #expect(individuals.errors.contains("expected embeddings with individuals"))
        let missing = try Command("evaluate", scratch.path("nothing"), queries)
        #expect(missing.status == 66)
        let unwritable = try Command(
            "evaluate", database, queries, "--html", scratch.path("no/page.html"))
        #expect(unwritable.status == 73)
    }
}
