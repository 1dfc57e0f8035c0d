import Testing
import Torch

@testable import Ranking

@Suite struct IdentificationTests {
    /// Points on the unit circle, by their angles in degrees.
    private func embeddings(_ points: [(angle: Double, individual: String?)]) -> Embeddings {
        let angles = Tensor(points.map { $0.angle * .pi / 180 })
        return Embeddings(
            vectors: Tensor.stack([angles.cos(), angles.sin()], 1) * 3,
            images: points.indices.map { "\($0).jpg" }, individuals: points.map(\.individual))
    }

    @Test("Given photographs of an individual twice, it is a candidate once, by its nearest")
    func individualsScoreTheirBest() {
        let database = embeddings([(0, "a"), (40, "b"), (10, "a"), (20, "c"), (5, nil)])
        let queries = embeddings([(12, "c"), (350, "z"), (90, nil)])

        let ranked = NeighbourSearch(in: database).rank(queries, in: database)

        #expect(
            ranked.map { $0.candidates.map(\.individual) } == [
                ["a", "c", "b"], ["a", "c", "b"], ["b", "c", "a"],
            ])
        #expect(ranked[0].candidates.map(\.row) == [2, 3, 1])
        #expect(ranked.map(\.rank) == [1, nil, nil])
        #expect(abs(ranked[0].bestScore - 0.99939) < 1e-5)
    }

    @Test("Given equal photographs, they stand in the database's order, also where k cuts them")
    func tiesKeepTheirOrder() {
        let database = embeddings(
            [(80, "z")] + (0..<40).map { (30, "no. \($0)") } + [(25, "y")])

        for count in [1, 7, 41] {
            let ranked = NeighbourSearch(in: database, count: count)
                .rank(embeddings([(30, nil), (25, nil)]), in: database, atLeast: 1)

            let twins = (0..<40).map { "no. \($0)" }
            #expect(
                ranked[0].candidates.map(\.individual)
                    == Array((twins + ["y", "z"]).prefix(count)))
            #expect(
                ranked[1].candidates.map(\.individual)
                    == Array((["y"] + twins + ["z"]).prefix(count)))
        }
    }

    @Test("Given a database that asks itself, no photograph is its own neighbour")
    func ownRowsAreLeftOut() {
        let database = embeddings([(0, "a"), (3, "a"), (50, "b"), (53, "c")])

        let ranked = NeighbourSearch(in: database)
            .rank(database, in: database, own: database.rows(in: database))
        let precisions = database.averagePrecisions(in: database, own: [0, 1, 2, 3])
        let others = database.averagePrecisions(in: database, own: [nil, nil, 2, 3])

        #expect(ranked.map { $0.candidates.first?.individual } == ["a", "a", "c", "b"])
        #expect(ranked.allSatisfy { $0.candidates.count <= 3 })
        #expect(precisions == [1, 1, nil, nil])
        #expect(others == [1, 1, nil, nil])
    }

    @Test("Given ranks, MAP@5 and accuracies follow; photographs of nobody known do not count")
    func metricsFollowRanks() {
        let metrics = IdentificationMetrics(ranks: [0, 1, 4, 5, nil])

        #expect(metrics.count == 5)
        #expect(metrics.top1 == 0.2)
        #expect(metrics.top5 == 0.6)
        #expect(abs(metrics.map5 - (1 + 0.5 + 0.2) / 5) < 1e-12)
        let nobody = RankedPhotograph(image: "x", truth: nil, candidates: [])
        #expect(IdentificationMetrics([nobody]).count == 0)
    }
}
