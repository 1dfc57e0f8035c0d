import Foundation
import Ranking
import Testing
import Torch

@testable import Pipeline

/// Individuals ranked by one model or two, compared with plain loops in double precision.
@Suite struct RankerTests {
    private let databases: [Embeddings]
    private let queries: [Embeddings]

    /// Given a database of twelve individuals as two models see it, and queries, of which two are in it.
    init() {
        let known = randomEmbeddings(60, prefix: "k", seed: 1)
        let asked = randomEmbeddings(15, prefix: "q", seed: 2)
        let images = ["k7.jpg", "k30.jpg"] + asked.images.dropFirst(2)
        func queries(_ vectors: Tensor, _ own: Embeddings) -> Embeddings {
            Embeddings(
                vectors: Tensor.cat([own.rows([7, 30]).vectors, vectors[2..<15]]), images: images,
                individuals: asked.individuals)
        }
        let others = randomEmbeddings(60, width: 5, prefix: "k", seed: 3)
        databases = [known, others]
        self.queries = [
            queries(asked.vectors, known),
            queries(randomEmbeddings(15, width: 5, prefix: "q", seed: 4).vectors, others),
        ]
    }

    /// Cosines of queries with rows, −2 with the query itself.
    private func cosines(_ queries: Embeddings, _ database: Embeddings) -> [[Double]] {
        let all = queries.vectors.to(.float64)
            .matmul(database.vectors.to(.float64).transpose(0, 1)).array(of: Double.self)
        let count = database.count
        return queries.images.enumerated().map { query, image in
            (0..<count).map { row in
                database.images[row] == image ? -2 : all[query * count + row]
            }
        }
    }

    /// Expects for every query the individuals in the order of what loops score them.
    private func expect(
        _ found: [RankedPhotograph], _ cosines: [[Double]], _ what: String,
        by score: ([Double]) -> Double
    ) {
        for (photograph, own) in zip(found, cosines) {
            let scores = (0..<12).reduce(into: [String: Double]()) { scores, individual in
                let shown = own.indices.filter { $0 % 12 == individual }.map { own[$0] }
                scores["\(individual)"] = score(shown.sorted(by: >).filter { $0 > -2 })
            }
            let order = scores.sorted { $0.value > $1.value }.map(\.key)
            #expect(photograph.candidates.map(\.individual) == order, "\(what)")
            #expect(
                photograph.candidates.allSatisfy {
                    abs(Double($0.score) - (scores[$0.individual] ?? 9)) < 1e-5
                }, "\(what)")
            #expect(
                photograph.candidates.allSatisfy {
                    databases[0].images[$0.row] != photograph.image
                        && abs(Double($0.similarity) - own[$0.row]) < 1e-5
                }, "\(what)")
        }
    }

    @Test(
        "Given one model, an individual scores what was asked for, and nobody is his own neighbour")
    func oneModel() {
        let plain = cosines(queries[0], databases[0])
        let settings: [(IndividualScore, ([Double]) -> Double)] = [
            (.best, { $0[0] }),
            (.meanOfBest(2), { $0.prefix(2).reduce(0, +) / 2 }),
        ]
        for precision in FirstLookPrecision.allCases {
            for (score, expected) in settings {
                var options = RankingOptions()
                options.score = score
                options.precision = precision
                let ranker = Ranker([databases[0]], options: options)

                let found = ranker.rank([queries[0]])

                #expect(found.map(\.image) == queries[0].images)
                expect(found, plain, "\(score), \(precision)", by: expected)
            }
        }
    }

    @Test("Given votes, individuals share them by their neighbours' cosines")
    func votes() {
        var options = RankingOptions()
        options.score = .votes(temperature: 0.07)
        let found = Ranker([databases[0]], options: options).rank([queries[0]])

        for (photograph, cosines) in zip(found, cosines(queries[0], databases[0])) {
            let votes = cosines.map { $0 == -2 ? 0 : exp($0 / 0.07) }
            let all = votes.reduce(0, +)
            for candidate in photograph.candidates {
                let own = votes.indices.filter { "\($0 % 12)" == candidate.individual }
                    .map { votes[$0] }.reduce(0, +)
                #expect(abs(Double(candidate.score) - own / all) < 1e-5)
            }
            #expect(abs(photograph.candidates.map(\.score).reduce(0, +) - 1) < 1e-5)
        }
    }

    @Test(
        "Given two models, their embeddings or their scores are one opinion, by weight",
        arguments: [[], [1, 3]] as [[Double]])
    func twoModels(weights: [Double]) {
        let own = zip(queries, databases).map { cosines($0, $1) }
        let share = weights.isEmpty ? 0.5 : 0.25
        func mean(_ one: Double, _ other: Double) -> Double { share * one + (1 - share) * other }
        var options = RankingOptions()
        options.modelWeights = weights

        let embeddings = Ranker(databases, options: options).rank(queries)
        options.combination = .scores
        let scores = Ranker(databases, options: options).rank(queries)

        let joined = zip(own[0], own[1]).map { zip($0, $1).map(mean) }
        expect(embeddings, joined, "embeddings") { $0[0] }
        for (query, photograph) in scores.enumerated() {
            func best(_ model: Int, _ individual: String) -> Double {
                own[model][query].indices.filter { "\($0 % 12)" == individual }
                    .map { own[model][query][$0] }.max() ?? -2
            }
            let expected = (0..<12).map { "\($0)" }
                .map { (name: $0, score: mean(best(0, $0), best(1, $0))) }
                .sorted { $0.score > $1.score }
            #expect(photograph.candidates.map(\.individual) == expected.map(\.name))
            #expect(
                zip(photograph.candidates, expected).allSatisfy {
                    abs(Double($0.score) - $1.score) < 1e-5
                })
        }
        #expect(
            zip(embeddings, scores).contains {
                $0.candidates.map(\.individual) != $1.candidates.map(\.individual)
            })
    }

    /// Embeddings drawn towards their nearest rows of the database, by loops.
    private func drawn(_ embeddings: Embeddings, neighbours: Int) -> Embeddings {
        let rows = databases[0].vectors.to(.float64)
        let vectors = cosines(embeddings, databases[0]).enumerated().map { query, own in
            own.indices.sorted { own[$0] > own[$1] }.prefix(neighbours).reduce(
                embeddings.vectors[query].to(.float64)
            ) { $0 + rows[$1] * pow(max(own[$1], 0), 2) }
        }
        return Embeddings(vectors: Tensor.stack(vectors), images: embeddings.images)
    }

    @Test(
        "Given expansions, embeddings are drawn towards their nearest photographs, but themselves")
    func expansions() {
        let queries = queries[0].rows(Array(2..<15))
        var options = RankingOptions()
        options.expansion = QueryExpansion(neighbours: 3, exponent: 2)
        let expanded = Ranker([databases[0]], options: options).rank([self.queries[0]])
        options.expansion = nil
        options.augmentation = QueryExpansion(neighbours: 2, exponent: 2)
        let augmented = Ranker([databases[0]], options: options).rank([queries])

        expect(
            expanded, cosines(drawn(self.queries[0], neighbours: 3), databases[0]), "expanded"
        ) { $0[0] }
        expect(
            augmented, cosines(queries, drawn(databases[0], neighbours: 2)), "augmented"
        ) { $0[0] }
    }

    @Test("Given re-ranking, who is near to both goes first, with cosines as they are")
    func reranking() {
        var options = RankingOptions()
        options.reranking = ReciprocalReranking()
        let plain = Ranker([databases[0]], options: RankingOptions()).rank([queries[0]])

        let found = Ranker([databases[0]], options: options).rank([queries[0]])

        let own = cosines(queries[0], databases[0])
        for (query, photograph) in found.enumerated() {
            #expect(photograph.candidates.count == 12)
            #expect(
                photograph.candidates.allSatisfy {
                    0...1 ~= $0.score && abs(Double($0.similarity) - own[query][$0.row]) < 1e-5
                })
        }
        func names(_ ranked: [RankedPhotograph]) -> [[String]] {
            ranked.map { $0.candidates.map(\.individual) }
        }
        #expect(names(found) != names(plain))
    }

    @Test(
        "Given a head, its cosines with individuals count by their weight, also beyond the neighbours"
    )
    func head() {
        // Whoever the head favours: the query's numbers as cosines of the first eight individuals.
        let blend = ClassBlend(classes: (0..<8).map { "\($0)" }, weight: 0.5) { $0 }
        var options = RankingOptions()
        options.neighbours = 3
        let own = cosines(queries[0], databases[0])
        let numbers = queries[0].vectors.array(of: Float.self)

        let found = Ranker([databases[0]], options: options, blend: blend).rank([queries[0]])

        for (query, photograph) in found.enumerated() {
            for candidate in photograph.candidates {
                guard let number = Int(candidate.individual), number < 8 else { continue }
                let best =
                    own[query].indices.filter { $0 % 12 == number }
                    .map { own[query][$0] }.max() ?? -2
                let expected = 0.5 * best + 0.5 * Double(numbers[query * 8 + number])
                #expect(abs(Double(candidate.score) - expected) < 1e-5)
            }
            #expect(Set(photograph.candidates.map(\.individual)).isSuperset(of: blend.classes))
        }
    }

    @Test("Given photographs of new individuals in the database, they are no candidates")
    func newIndividualsInTheDatabase() {
        let database = angledEmbeddings([
            ("n.jpg", 1, "new_individual"), ("a.jpg", 40, "a"), ("b.jpg", 60, "b"),
        ])
        let ranker = Ranker([database], options: RankingOptions())

        let found = ranker.rank([angledEmbeddings([("q.jpg", 0, nil)])])

        #expect(ranker.individuals == ["a", "b"])
        #expect(found[0].answers(threshold: 0) == ["a", "new_individual", "b"])
    }

    @Test("Given photographs that are none of the database's, equal names do not hide its rows")
    func equalNames() {
        var options = RankingOptions()
        options.passesOverItself = false

        let found = Ranker([databases[0]], options: options).rank([queries[0]])

        #expect(found.prefix(2).map { $0.candidates[0].row } == [7, 30])
        let careful = Ranker([databases[0]], options: RankingOptions()).rank([queries[0]])
        #expect(careful.prefix(2).allSatisfy { ![7, 30].contains($0.candidates[0].row) })
    }
}
