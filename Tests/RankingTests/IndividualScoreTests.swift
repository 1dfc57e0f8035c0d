import Foundation
import Testing
import Torch

@testable import Ranking

@Suite struct IndividualScoreTests {
    /// Points on the unit circle, by their angles in degrees.
    private func embeddings(_ points: [(angle: Double, individual: String?)]) -> Embeddings {
        let angles = Tensor(points.map { $0.angle * .pi / 180 })
        return Embeddings(
            vectors: Tensor.stack([angles.cos(), angles.sin()], 1),
            images: points.indices.map { "\($0).jpg" }, individuals: points.map(\.individual))
    }

    private func cosine(_ angle: Double) -> Double { cos(angle * .pi / 180) }

    private func isClose(_ found: [Float], _ expected: [Double]) -> Bool {
        found.count == expected.count
            && zip(found, expected).allSatisfy { abs(Double($0) - $1) < 1e-6 }
    }

    @Test("Given cosines, individuals score their best, the mean of some, or a share of votes")
    func scoresFollowCosines() {
        let cosines: [[Float]] = [[0.9, 0.1], [0.8, 0.7, 0.6], [0.5]]

        #expect(IndividualScore.best.scores(of: cosines) == [0.9, 0.8, 0.5])
        #expect(isClose(IndividualScore.meanOfBest(2).scores(of: cosines), [0.5, 0.75, 0.5]))
        #expect(isClose(IndividualScore.meanOfBest(9).scores(of: cosines), [0.5, 0.7, 0.5]))
        let votes = [exp(0.9) + exp(0.1), exp(0.8) + exp(0.7) + exp(0.6), exp(0.5)]
        let all = votes.reduce(0, +)
        #expect(
            isClose(
                IndividualScore.votes(temperature: 1).scores(of: cosines), votes.map { $0 / all })
        )
        // So sharp that the second in line has no vote that Float could hold.
        #expect(IndividualScore.votes(temperature: 1e-4).scores(of: cosines) == [1, 0, 0])
        #expect(IndividualScore.votes(temperature: 0.07).scores(of: []) == [])
    }

    @Test("Given three scores, each ranks by its own, and says whose photograph is nearest")
    func scoresRank() {
        let database = embeddings([
            (10, "a"), (80, "a"), (20, "b"), (22, "b"), (24, "b"), (12, nil), (30, "c"),
        ])
        let queries = embeddings([(0, "b")])
        func ranked(_ score: IndividualScore) -> RankedPhotograph {
            NeighbourSearch(in: database).rank(queries, in: database, by: score)[0]
        }

        let best = ranked(.best)
        #expect(best.candidates.map(\.individual) == ["a", "b", "c"])
        #expect(best.rank == 1)
        let mean = ranked(.meanOfBest(2))
        #expect(mean.candidates.map(\.individual) == ["b", "c", "a"])
        #expect(
            isClose(
                mean.candidates.map(\.score),
                [
                    (cosine(20) + cosine(22)) / 2, cosine(30), (cosine(10) + cosine(80)) / 2,
                ]))
        #expect(mean.candidates.map(\.row) == [2, 6, 0])
        #expect(isClose(mean.candidates.map(\.similarity), [20, 30, 10].map(cosine)))
        let votes = ranked(.votes(temperature: 1))
        #expect(votes.candidates.map(\.individual) == ["b", "a", "c"])
        #expect(abs(votes.candidates.reduce(0) { $0 + $1.score } - 1) < 1e-6)
        #expect(isClose(votes.candidates.map(\.similarity), [20, 10, 30].map(cosine)))
    }

    @Test("Given equal scores, the nearer goes first, then the first in the database")
    func tiesAreSettled() {
        // Every one's mean or vote is one photograph's; two are equally near, and one has two votes more.
        let database = embeddings([
            (40, "late"), (30, "second"), (30, "third"), (-30, "mirrored"), (30, "second"),
        ])
        let queries = embeddings([(0, nil), (0, nil)])
        for score in [IndividualScore.best, .meanOfBest(1), .meanOfBest(2)] {
            let ranked = NeighbourSearch(in: database).rank(queries, in: database, by: score)

            for one in ranked {
                #expect(
                    one.candidates.map(\.individual) == ["second", "third", "mirrored", "late"])
            }
        }
        let mirrored = embeddings([(10, "a"), (20, "b"), (20, "a"), (10, "b"), (90, "c")])
        let votes = NeighbourSearch(in: mirrored).rank(
            queries, in: mirrored, by: .votes(temperature: 0.07))
        #expect(votes.allSatisfy { $0.candidates.map(\.individual) == ["a", "b", "c"] })
    }

    @Test("Given neighbours of one individual, the nearest others follow, up to five")
    func othersFollow() {
        // The nearest thirty are of one, the next forty of two; nobody knows some.
        var points: [(angle: Double, individual: String?)] = []
        for place in 0..<30 { points.append((Double(place) / 10, "a")) }
        for place in 0..<20 { points.append((4 + Double(place) / 10, nil)) }
        for place in 0..<40 { points.append((10 + Double(place) / 10, place % 2 == 0 ? "b" : "c")) }
        points += [(60, "g"), (50, "f"), (40, "e"), (30, "d"), (70, "h")]
        let database = embeddings(points)
        let queries = embeddings([(0, "e"), (75, "a"), (0.5, nil)])
        func ranked(
            _ score: IndividualScore, _ count: Int, atLeast: Int = 5
        ) -> [RankedPhotograph] {
            NeighbourSearch(in: database, count: count)
                .rank(queries, in: database, by: score, atLeast: atLeast)
        }

        for count in [1, 2, 3, 30, 60, 95] {
            let best = ranked(.best, count)
            #expect(best[0].candidates.prefix(5).map(\.individual) == ["a", "b", "c", "d", "e"])
            #expect(best[1].candidates.prefix(5).map(\.individual) == ["h", "g", "f", "e", "d"])
            #expect(best.allSatisfy { $0.candidates.count >= 5 })
            #expect(
                best.allSatisfy { one in
                    one.candidates.map(\.score) == one.candidates.map(\.score).sorted(by: >)
                })
            #expect(best[0].candidates.prefix(5).map(\.row) == [0, 50, 51, 93, 92])
            #expect(best[0].rank == 4)
        }
        // As many as the k nearest show, and no more.
        #expect(ranked(.best, 2, atLeast: 1)[0].candidates.map(\.individual) == ["a"])
        #expect(ranked(.best, 2, atLeast: 100)[0].candidates.count == 8)
        let voted = ranked(.votes(temperature: 0.07), 4)[0]
        #expect(voted.candidates.map(\.individual) == ["a", "b", "c", "d", "e"])
        #expect(voted.candidates.map(\.score) == [1, 0, 0, 0, 0])
        let meant = ranked(.meanOfBest(4), 4)[0]
        #expect(meant.candidates.map(\.individual) == ["a", "b", "c", "d", "e"])
        #expect(meant.candidates.map(\.score) == meant.candidates.map(\.score).sorted(by: >))
    }

    @Test(
        "Given individuals that crowd neighbours, those who follow are those of a search for all",
        arguments: FirstLookPrecision.allCases)
    func othersAreTheNearest(precision: FirstLookPrecision) {
        let clusters = clusteredEmbeddings(3000, width: 24, individuals: 40, seed: 7)
        // Three are in most photographs, and nobody knows who some others are.
        let database = Embeddings(
            vectors: clusters.vectors, images: clusters.images,
            individuals: clusters.individuals?.enumerated().map { place, name in
                place % 7 == 3 ? nil : place % 5 == 0 ? name : "\(place % 3)"
            })
        let queries = clusteredEmbeddings(60, width: 24, individuals: 40, seed: 8)
        func named(_ count: Int) -> [[String]] {
            NeighbourSearch(in: database, count: count, precision: precision)
                .rank(queries, in: database, atLeast: 9)
                .map { $0.candidates.prefix(9).map(\.individual) }
        }

        let all = named(database.count)

        #expect(all.allSatisfy { $0.count == 9 })
        for count in [1, 4, 20] { #expect(named(count) == all, "\(count) neighbours") }
    }

    @Test("Given queries that are in the database, those who follow are not themselves either")
    func othersFollowWithoutOwnRows() {
        let database = embeddings([(0, "a"), (1, "b"), (3, "b"), (50, "c"), (60, "d"), (70, "e")])

        let ranked = NeighbourSearch(in: database, count: 1)
            .rank(database, in: database, own: database.rows(in: database))

        #expect(
            ranked.map { $0.candidates.map(\.individual) } == [
                ["b", "c", "d", "e"], ["a", "b", "c", "d", "e"], ["b", "a", "c", "d", "e"],
                ["d", "e", "b", "a"], ["c", "e", "b", "a"], ["d", "c", "b", "a"],
            ])
    }
}
