import Pipeline
import Ranking
import Testing
import Torch

@Suite struct EvaluationTests {
    private func embeddings(_ points: [(image: String, angle: Double, individual: String?)])
        -> Embeddings
    {
        let angles = Tensor(points.map { $0.angle * .pi / 180 })
        return Embeddings(
            vectors: Tensor.stack([angles.cos(), angles.sin()], 1), images: points.map(\.image),
            individuals: points.map(\.individual))
    }

    @Test("Given queries known, new and nameless, each is judged as what it is")
    func everyPartIsJudged() throws {
        let database = embeddings([
            ("d0", 0, "a"), ("d1", 10, "a"), ("d2", 30, "b"), ("d3", 50, "b"), ("d4", 90, "c"),
        ])
        let queries = embeddings([
            ("q0", 2, "a"),  // right
            ("q1", 28, "a"),  // taken for b
            ("q2", 33, "a"),  // taken for b, less surely
            ("q3", 88, "b"),  // taken for c
            ("q4", 180, "z"),  // new
            ("q5", 7, nil),
        ])

        let found = Evaluation(of: queries, in: database, species: ["a": "orca", "b": "orca"])

        #expect(found.queryCount == 6 && found.databaseCount == 5 && found.individualCount == 3)
        #expect(found.known.count == 4)
        #expect(found.known.top1 == 0.25)
        #expect(found.known.map5 == (1 + 0.5 + 0.5 + 0.5) / 4)
        #expect(found.newIndividuals.count == 1)
        #expect(found.newIndividuals.areaUnderROC == 1)
        #expect(found.individuals.map(\.name) == ["b", "a"])
        #expect(found.individuals.map(\.databaseCount) == [2, 2])
        #expect(found.species.map(\.name) == ["orca"])
        #expect(found.species.first?.databaseCount == 4)
        #expect(found.confusions.map { "\($0.truth)\($0.answer)\($0.count)" } == ["ab2", "bc1"])
        #expect(found.confusions.map(\.query) == [1, 3])
        #expect(found.confusions.map(\.neighbour) == [2, 4])
        // q1: d2, d1, d3, d0 …: hits at 2 and 4.
        let precisions = [(1.0 + 1) / 2, (0.5 + 0.5) / 2, (1.0 / 3 + 0.5) / 2, (0.5 + 2.0 / 3) / 2]
        #expect(abs(found.meanAveragePrecision - precisions.reduce(0, +) / 4) < 1e-9)
    }

    @Test("Given a threshold, individuals under it are called new, and the figures say how rightly")
    func thresholdsDecide() throws {
        let database = embeddings([("d0", 0, "a"), ("d1", 40, "b")])
        let queries = embeddings([
            ("q0", 1, "a"),  // known, called known, right
            ("q1", 22, "a"),  // known, called new
            ("q2", 90, "z"),  // new, called new
            ("q3", 41, "y"),  // new, called known
        ])

        let decision = try #require(
            Evaluation(of: queries, in: database, threshold: 0.98).decision)

        #expect(decision.recall == 0.5)
        #expect(decision.precision == 0.5)
        #expect(abs(decision.map5 - (1 + 1.0 / 3 + 1 + 0.5) / 4) < 1e-9)
        #expect(Evaluation(of: queries, in: database).decision == nil)
    }

    @Test("Given query expansion, queries are ranked by where they were drawn to")
    func queriesAreExpanded() {
        // q lies nearer to b than to a's second, but a's two neighbours draw it over.
        let database = embeddings([("d0", 0, "a"), ("d1", 1, "a"), ("d2", 21, "b")])
        let queries = embeddings([("q", 11.5, "a")])
        let plain = Evaluation(of: queries, in: database)
        let expanded = Evaluation(
            of: queries, in: database, expansion: QueryExpansion(neighbours: 3, exponent: 0))
        #expect(plain.known.top1 == 0)
        #expect(expanded.known.top1 == 1)
    }

    @Test("Given queries that are in the database, they are not their own answer")
    func ownRowsDoNotCount() {
        let database = embeddings([("x", 0, "a"), ("y", 40, "a"), ("z", 41, "b"), ("w", 100, "c")])

        let found = Evaluation(of: database, in: database)

        #expect(found.known.count == 2)
        #expect(found.known.top1 == 0.5)
        #expect(found.newIndividuals.count == 2)
    }
}
