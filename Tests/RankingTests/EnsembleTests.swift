import Testing
import Torch

@testable import Ranking

@Suite struct EnsembleTests {
    private func photograph(_ candidates: [(String, Float)], row: Int = 0) -> RankedPhotograph {
        RankedPhotograph(
            image: "x", truth: "a",
            candidates: candidates.enumerated().map { place, candidate in
                Candidate(individual: candidate.0, score: candidate.1, row: row + place)
            })
    }

    @Test("Given embeddings of models, the ensemble's cosines are the models' mean, by weight")
    func cosinesAreMeans() {
        let databases = [12, 30, 7].enumerated().map {
            seen(90, width: $1, seed: 1, by: $0)
        }
        let queries = [12, 30, 7].enumerated().map {
            seen(15, width: $1, seed: 2, by: $0)
        }
        let weights = [1.0, 0.25, 3]

        let database = Ensemble.embeddings(databases, weights: weights)
        let asked = Ensemble.embeddings(queries, weights: weights)

        #expect(database.width == 49)
        #expect(database.images == databases[0].images)
        #expect(database.individuals == databases[0].individuals)
        let found = asked.vectors.matmul(database.vectors.transpose(0, 1)).array(of: Double.self)
        let cosines = zip(queries, databases).map {
            $0.vectors.to(.float64).matmul($1.vectors.to(.float64).transpose(0, 1))
                .array(of: Double.self)
        }
        for place in found.indices {
            var mean = 0.0
            for model in 0..<3 { mean += weights[model] * cosines[model][place] }
            #expect(abs(found[place] - mean / 4.25) < 1e-6)
        }
    }

    @Test("Given one model, the ensemble is that model, whatever its weight")
    func oneModelIsItself() {
        let one = clusteredEmbeddings(20, width: 9, seed: 3)

        let found = Ensemble.embeddings([one], weights: [7])

        #expect(found.vectors.isClose(to: one.vectors, absolute: 1e-6))
        let ranked = NeighbourSearch(in: one).rank(one, in: one)
        let same = Ensemble.scores([ranked], weights: [7])
        #expect(same.map(\.candidates) == ranked.map(\.candidates))
    }

    @Test("Given two rankings, scores are means; who is missing counts as the last")
    func scoresAreMeans() {
        let first = photograph([("a", 0.5), ("b", 0.25), ("c", 0.125)])
        let second = photograph([("c", 1), ("d", 0.75)], row: 10)

        let found = Ensemble.scores([[first], [second]], weights: [1, 3])[0]

        // In quarters: 0.125 + 3, 0.5 + 2.25, 0.25 + 2.25, 0.125 + 2.25.
        let expected: [Float] = [0.78125, 0.6875, 0.625, 0.59375]
        #expect(found.candidates.map(\.individual) == ["c", "a", "b", "d"])
        #expect(
            found.candidates.map(\.score) == expected)
        #expect(found.candidates.map(\.row) == [2, 0, 1, 11])
        #expect(found.candidates.map(\.similarity) == [0.125, 0.5, 0.25, 0.75])
        #expect(found.truth == "a")
    }

    @Test("Given equal means, those of the first model go first, in its order")
    func tiesAreSettled() {
        let first = photograph([("a", 0.5), ("b", 0.5), ("c", 0.25)])
        let second = photograph([("d", 0.5), ("b", 0.5), ("e", 0.5), ("a", 0.5)])
        let empty = photograph([])

        let found = Ensemble.scores([[first, empty], [second, first]], weights: [1, 1])

        #expect(found[0].candidates.map(\.individual) == ["a", "b", "c", "d", "e"])
        #expect(found[1].candidates.map(\.individual) == ["a", "b", "c"])
        #expect(found[1].candidates.map(\.score) == [0.25, 0.25, 0.125])
    }

    @Test("Given random rankings, plain loops over all individuals find the same")
    func agreesWithLoops() {
        let databases = (0..<3).map {
            seen(300, width: 16, seed: 4, by: $0)
        }
        let queries = (0..<3).map {
            seen(20, width: 16, spread: 1.5, seed: 5, by: $0)
        }
        let weights = [0.5, 1, 2]
        let models = zip(queries, databases).map {
            NeighbourSearch(in: $1, count: 40).rank($0, in: $1)
        }

        let found = Ensemble.scores(models, weights: weights)

        for query in 0..<20 {
            let names = Set(models.flatMap { $0[query].candidates.map(\.individual) })
            #expect(found[query].candidates.count == names.count)
            #expect(Set(found[query].candidates.map(\.individual)) == names)
            for candidate in found[query].candidates {
                var sum = 0.0
                for (model, weight) in zip(models, weights) {
                    let own = model[query].candidates
                    let score = own.first { $0.individual == candidate.individual }?.score
                    sum += weight * Double(score ?? own[own.count - 1].score)
                }
                #expect(abs(Double(candidate.score) - sum / 3.5) < 1e-6)
            }
            let scores = found[query].candidates.map(\.score)
            #expect(scores == scores.sorted(by: >))
        }
    }

    /// The same photographs as another model sees them.
    private func seen(
        _ count: Int, width: Int, spread: Double = 0.7, seed: UInt64, by model: Int
    ) -> Embeddings {
        let plain = clusteredEmbeddings(
            count, width: width, spread: spread, seed: seed)
        let noise = Tensor.randn([count, width], generator: Generator(seed: UInt64(100 + model)))
        return Embeddings(
            vectors: plain.vectors + noise * 0.1, images: plain.images,
            individuals: plain.individuals)
    }
}
