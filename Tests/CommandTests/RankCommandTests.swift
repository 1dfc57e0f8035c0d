import Foundation
import Ranking
import Testing
import Torch

@Suite struct RankCommandTests {
    private let scene: RankScene

    init() throws { scene = try RankScene() }

    @Test("Given a threshold, each photograph has five answers, and the figures are printed")
    func threshold() throws {
        let command = try scene.rank(
            "--threshold", "0.95", "--submission", scene.submission, "--matches", scene.matches)

        #expect(command.status == 0, "\(command.errors)")
        #expect(
            command.output == """
                database   6 photographs of 5 individuals
                queries    3 photographs, 1 called new
                threshold  0.9500
                known      2 named queries: top-1 100.0 %, top-5 100.0 %, MAP@5 1.000
                all        MAP@5 1.000, top-1 100.0 %, new_individual precision 1.000, recall 1.000
                submission \(scene.submission)
                matches    \(scene.matches)

                """)
        #expect(
            try scene.text(scene.submission) == """
                image,predictions
                q1.jpg,a new_individual b c d
                q2.jpg,new_individual c b d a
                q3.jpg,e new_individual d c b

                """)
        let rows = try scene.text(scene.matches).split(separator: "\n")
        #expect(rows.count == 16)
        #expect(rows[1].hasPrefix("q1.jpg,1,a,0.9996") && rows[1].contains(",,a1.jpg,0.9996"))
    }

    @Test("Given validation, the figures are printed as JSON, with the rule that was found")
    func validation() throws {
        let command = try scene.rank(
            "--validation", scene.held, "--matches", scene.matches, "--json", "--calibration",
            "platt", "--new-share", "0.3")

        #expect(command.status == 0, "\(command.errors)")
        struct Figures: Decodable {
            struct Rule: Decodable {
                struct Found: Decodable { let newShare: Double }
                let threshold: Float
                let validation: Found
            }
            struct Known: Decodable { let map5: Double }
            let databaseCount: Int
            let queryCount: Int
            let newCount: Int
            let rule: Rule
            let known: Known
        }
        let figures = try JSONDecoder().decode(Figures.self, from: Data(command.output.utf8))
        #expect(figures.databaseCount == 6 && figures.queryCount == 3 && figures.newCount == 1)
        #expect(figures.known.map5 == 1 && figures.rule.validation.newShare == 0.3)
        #expect(abs(figures.rule.threshold - 0.99939) < 1e-5)
        let rows = try scene.text(scene.matches).split(separator: "\n").dropFirst()
            .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        #expect(rows.allSatisfy { 0...1 ~= (Double($0[4]) ?? -1) })
        #expect(!command.errors.contains("warning"))
    }

    @Test("Given photographs held out that are in the database or asked about, that is told")
    func validationAmongOthers() throws {
        for (file, count, option) in [
            (scene.database, 6, "--database"), (scene.queries, 3, "--queries"),
        ] {
            let command = try scene.rank(
                "--validation", file, "--matches", scene.matches, "--force")

            #expect(command.status == 0, "\(command.errors)")
            #expect(
                command.errors.contains(
                    "warning: \(count) of \(count) photographs of --validation are in \(option), too"
                ),
                "\(command.errors)")
        }
        let twice = try Command(
            "rank", "--database", scene.database, "--queries", scene.database, "--threshold", "0.5",
            "--matches", scene.matches, "--force")
        #expect(twice.status == 0, "\(twice.errors)")
        #expect(twice.errors.contains("warning: 6 of 6 queries are in --database, too"))
    }

    @Test("Given a table of queries, all its photographs are answered, in its order")
    func queryTable() throws {
        let table = scene.scratch.path("asked.csv")
        try scene.write("photograph\nq3.jpg\nunread.jpg\nq1.jpg\nq2.jpg\n", to: table)

        let command = try scene.rank(
            "--threshold", "0.95", "--query-table", table, "--submission", scene.submission)

        #expect(command.status == 0, "\(command.errors)")
        #expect(command.output.hasPrefix("unseen     unread.jpg\n"))
        #expect(
            try scene.answers() == [
                "q3.jpg,e new_individual d c b", "unread.jpg,new_individual a b c d",
                "q1.jpg,a new_individual b c d", "q2.jpg,new_individual c b d a",
            ])
    }

    @Test("Given outputs that exist, they are replaced by --force alone")
    func force() throws {
        try scene.write("old", to: scene.submission)
        let arguments = ["--threshold", "0.95", "--submission", scene.submission]

        let refused = try scene.rank(arguments[0], arguments[1], arguments[2], arguments[3])
        #expect(refused.status == 73)
        #expect(refused.errors.contains("\(scene.submission): exists already"))
        #expect(try scene.text(scene.submission) == "old")
        let forced = try scene.rank(
            arguments[0], arguments[1], arguments[2], arguments[3], "--force")
        #expect(forced.status == 0)
        #expect(try scene.answers().count == 3)
    }

    @Test("Given NumPy's arrays, tables beside them or named tell their rows")
    func numPy() throws {
        func save(_ angles: [Double], _ name: String) throws -> String {
            let angles = Tensor(angles.map { $0 * .pi / 180 })
            var state = StateDictionary()
            state["array"] = Tensor.stack([angles.cos(), angles.sin()], 1)
            try state.write(to: scene.scratch.path(name), format: .numPy)
            return scene.scratch.path(name)
        }
        let known = try save([0, 10, 40, 90], "known.npy")
        try scene.write(
            "photograph,individual\na1,a\na2,a\nb,b\nc,c\n", to: scene.scratch.path("known.csv"))
        let asked = try save([1, 88], "asked.npy")
        let table = scene.scratch.path("other.csv")
        try scene.write("photograph\nq1\nq2\n", to: table)
        let arguments = [
            "rank", "--database", known, "--queries", asked, "--threshold", "0.9", "--submission",
            scene.submission,
        ]

        let command = try Command(arguments + ["--query-table", table])

        #expect(command.status == 0, "\(command.errors)")
        #expect(
            try scene.answers() == ["q1,a new_individual b c", "q2,c new_individual b a"])
        let nameless = try Command(arguments + ["--force"])
        #expect(nameless.status == 65 && nameless.errors.contains("\(asked): NumPy's files do not"))
        let short = scene.scratch.path("short.csv")
        try scene.write("photograph\nq1\n", to: short)
        let rows = try Command(arguments + ["--query-table", short, "--force"])
        #expect(rows.status == 65)
        #expect(rows.errors.contains("\(asked): it holds 2 embeddings, but the table 1 rows"))
        let judged = try Command("evaluate", known, scene.queries)
        #expect(judged.status == 0, "\(judged.errors)")
    }

    /// Writes a second model's embeddings, turned by 20° and in another order.
    private func secondModel() throws -> (database: String, queries: String, held: String) {
        let (database, queries, held) = (
            scene.scratch.path("d2.safetensors"), scene.scratch.path("q2.safetensors"),
            scene.scratch.path("h2.safetensors")
        )
        try scene.write(
            [
                ("e.jpg", 170, "e"), ("a1.jpg", 20, "a"), ("a2.jpg", 30, "a"),
                ("b.jpg", 60, "b"), ("c.jpg", 110, "c"), ("d.jpg", 140, "d"),
            ], to: database, model: "two")
        try scene.write(
            [("q3.jpg", 171, "e"), ("q1.jpg", 21, "a"), ("q2.jpg", 64, "z")], to: queries,
            model: "two")
        try scene.write(
            [("h1.jpg", 21, "a"), ("h2.jpg", 62, "b"), ("h3.jpg", 109, "c")], to: held,
            model: "two")
        return (database, queries, held)
    }

    @Test(
        "Given two models, both are one opinion by their weights",
        arguments: [
            (["--model-weight", "3", "--model-weight", "1"], "new_individual c b"),
            (["--model-weight", "1", "--model-weight", "9"], "b new_individual a"),
        ] as [([String], String)])
    func ensembles(weights: [String], q2: String) throws {
        let second = try secondModel()
        // In the first, q2 is 15° from c; in the second, 4° from b.
        try scene.write(
            [("q1.jpg", 1.5, "a"), ("q2.jpg", 75, "z"), ("q3.jpg", 151, "e")], to: scene.queries)
        for combination in ["embeddings", "scores"] {
            let command = try scene.rank(
                "--database", second.database, "--queries", second.queries, "--threshold", "0.93",
                "--submission", scene.submission, "--force", "--combine", combination, weights[0],
                weights[1], weights[2], weights[3])

            #expect(command.status == 0, "\(command.errors)")
            let answers = try scene.answers()
            #expect(answers[0] == "q1.jpg,a new_individual b c d")
            #expect(answers[1].hasPrefix("q2.jpg,\(q2)"), "\(combination): \(answers[1])")
            #expect(answers[2] == "q3.jpg,e new_individual d c b")
        }
        let validated = try scene.rank(
            "--database", second.database, "--queries", second.queries, "--validation",
            scene.held, "--validation", second.held, "--matches", scene.matches)
        #expect(validated.status == 0, "\(validated.errors)")
        let unequal = try scene.rank(
            "--database", second.database, "--queries", second.queries, "--validation",
            second.held, "--validation", scene.held, "--matches", scene.matches, "--force")
        #expect(unequal.status == 65)
        #expect(unequal.errors.contains("\(second.held): is of the model two"))
    }

    @Test(
        "Given other ways to score, the answers are those by them",
        arguments: [
            // The nearest is b at 40°, but a has two photographs about as near, and c none.
            ([], "b"), (["--mean-of-best", "2"], "b"), (["--votes", "0.07"], "a"),
            (["--k", "2"], "b"), (["--k", "2", "--votes", "0.0001"], "b"),
            (["--query-expansion", "3", "--expansion-exponent", "1"], "a"),
            (["--query-expansion", "3", "--expansion-exponent", "500"], "b"), (["--rerank"], nil),
            (["--database-augmentation", "1"], "b"),
            (["--precision", "int8"], "b"), (["--precision", "float32"], "b"),
        ] as [([String], String?)])
    func scores(options: [String], first: String?) throws {
        try scene.write([("q.jpg", 25.5, nil)], to: scene.queries)
        let arguments = [
            "rank", "--database", scene.database, "--queries", scene.queries, "--threshold", "-1",
            "--submission", scene.submission,
        ]

        let command = try Command(arguments + options)

        #expect(command.status == 0, "\(command.errors)")
        let answers = try scene.answers()[0].dropFirst("q.jpg,".count).split(separator: " ")
        #expect(Set(answers).count == 5 && answers[1] == "new_individual")
        if let first { #expect(answers[0] == first, "\(options)") }
    }
}
