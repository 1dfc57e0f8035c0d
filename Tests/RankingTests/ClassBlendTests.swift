import Testing
import Torch

@testable import Ranking

@Suite struct ClassBlendTests {
    private func embeddings(_ individuals: [String?]) -> Embeddings {
        Embeddings(
            vectors: Tensor.ones([individuals.count, 2]),
            images: individuals.indices.map { "\($0)" }, individuals: individuals)
    }

    private func ranked(_ candidates: [(String, Float)]) -> RankedPhotograph {
        RankedPhotograph(
            image: "0", truth: nil,
            candidates: candidates.enumerated().map {
                Candidate(individual: $1.0, score: $1.1, row: $0)
            })
    }

    @Test("Given a head's cosines, scores are blended; whom it does not know keeps its score")
    func scoresAreBlended() {
        let database = embeddings([nil, "a", "b", "c", "c", "unclassed"])
        let blend = ClassBlend(classes: ["c", "b", "gone", "a"], weight: 0.25) { vectors in
            Tensor.zeros([vectors.size(0), 4]) + Tensor([0.5, 1, 0.75, -0.5] as [Float])
        }
        let photograph = ranked([("a", 0.75), ("unclassed", 0.5), ("b", 0.25)])

        let found = blend.blended([photograph], embeddings([nil]), in: database)[0]

        // c joins with the last one's 0.25; nobody whom the database lacks does.
        #expect(found.candidates.map(\.individual) == ["unclassed", "a", "b", "c"])
        let expected: [Float] = [0.5, 0.4375, 0.4375, 0.3125]
        #expect(found.candidates.map(\.score) == expected)
        #expect(found.candidates.map(\.row) == [1, 0, 2, 3])
    }

    @Test("Given a weight of 0 or 1, one opinion alone counts; given no candidates, the head's")
    func extremes() {
        let database = embeddings(["a", "b"])
        func blended(_ weight: Double, _ photograph: RankedPhotograph) -> [Candidate] {
            ClassBlend(classes: ["a", "b"], weight: weight) { _ in
                Tensor([0.25, 0.5] as [Float], shape: [1, 2])
            }.blended([photograph], embeddings([nil]), in: database)[0].candidates
        }
        let photograph = ranked([("a", 0.75), ("b", 0.125)])

        #expect(blended(0, photograph) == photograph.candidates)
        #expect(blended(1, photograph).map(\.individual) == ["b", "a"])
        #expect(blended(1, photograph).map(\.score) == [0.5, 0.25])
        #expect(blended(1, ranked([])).map(\.individual) == ["b", "a"])
        // Nobody whom the head knows.
        let stranger = ClassBlend(classes: ["z"], weight: 0.5) { _ in Tensor.ones([1, 1]) }
            .blended([photograph], embeddings([nil]), in: database)[0]
        #expect(stranger.candidates == photograph.candidates)
    }

    @Test("Given random cosines, plain loops find the same, over several blocks of queries")
    func agreesWithLoops() {
        let database = clusteredEmbeddings(200, width: 8, individuals: 60, seed: 1)
        let queries = clusteredEmbeddings(1030, width: 8, individuals: 60, spread: 1, seed: 2)
        // Half of the database's individuals, and some that it lacks.
        let classes = (30..<75).map { "\($0)" }
        let weights = Tensor.randn([8, 45], generator: Generator(seed: 3))
        let plain = NeighbourSearch(in: database, count: 12).rank(queries, in: database)
        let cosines = queries.vectors.matmul(weights).array(of: Float.self)

        let found = ClassBlend(classes: classes, weight: 0.3) { $0.matmul(weights) }
            .blended(plain, queries, in: database)

        let names = database.individuals ?? []
        for query in 0..<1030 {
            let own = Array(cosines[query * 45..<query * 45 + 45])
            let best = own.indices.sorted { own[$0] > own[$1] }.prefix(20).map { classes[$0] }
            var scores = Dictionary(
                uniqueKeysWithValues: plain[query].candidates.map { ($0.individual, $0.score) })
            for name in best where scores[name] == nil && names.contains(name) {
                scores[name] = plain[query].candidates.last?.score
            }
            for (number, name) in classes.enumerated() {
                if let score = scores[name] { scores[name] = 0.7 * score + 0.3 * own[number] }
            }
            let candidates = found[query].candidates
            #expect(Set(candidates.map(\.individual)) == Set(scores.keys))
            #expect(
                candidates.allSatisfy { abs($0.score - (scores[$0.individual] ?? 9)) < 1e-5 })
            #expect(candidates.map(\.score) == candidates.map(\.score).sorted(by: >))
            #expect(candidates.allSatisfy { names[$0.row] == $0.individual })
        }
    }
}
