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
        let similarities = queries.vectors.matmul(database.vectors.transpose(0, 1))
            .array(of: Float.self)

        let found = ClassBlend(classes: classes, weight: 0.3) { $0.matmul(weights) }
            .blended(plain, queries, in: database)

        let names = database.individuals ?? []
        for query in 0..<1030 {
            let own = Array(cosines[query * 45..<query * 45 + 45])
            let best = own.indices.sorted { own[$0] > own[$1] }.prefix(20).map { classes[$0] }
            var scores = Dictionary(
                uniqueKeysWithValues: plain[query].candidates.map { ($0.individual, $0.score) })
            for name in best where scores[name] == nil && names.contains(name) {
                scores[name] = names.indices.filter { names[$0] == name }
                    .map { similarities[query * 200 + $0] }.max()
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
            #expect(
                candidates.allSatisfy {
                    abs($0.similarity - similarities[query * 200 + $0.row]) < 1e-5
                })
        }
    }

    /// Given c's photographs at 60° and 40° from the query, and the query itself among them.
    private func directions() -> (database: Embeddings, query: Embeddings) {
        let angles = Tensor([10, 60, 40, 0, 40].map { $0 * Double.pi / 180 })
        let vectors = Tensor.stack([angles.cos(), angles.sin()], 1)
        let names = ["a", "c", "c", "c", "c"]
        return (
            Embeddings(vectors: vectors, images: names, individuals: names),
            Embeddings(vectors: vectors[3..<4], images: ["query"])
        )
    }

    @Test(
        "Given an individual beyond the neighbours, it joins with its own nearest photograph's cosine"
    )
    func nearestPhotograph() {
        let (database, query) = directions()
        let blend = ClassBlend(classes: ["c"], weight: 0) { _ in Tensor.ones([1, 1]) }
        let plain = ranked([("a", 0.98)])
        func joined(_ own: Int?, _ score: IndividualScore = .best) -> Candidate? {
            blend.blended([plain], query, in: database, own: [own], by: score)[0].candidates
                .first { $0.individual == "c" }
        }

        // The first of two that are equally near; the query is no photograph of its own.
        #expect(joined(3)?.row == 2)
        #expect(abs((joined(3)?.similarity ?? 0) - 0.766) < 1e-3)
        #expect(joined(3)?.score == joined(3)?.similarity)
        // Behind all neighbours, even with the nearest photograph; and without a vote.
        #expect(joined(nil)?.row == 3 && joined(nil)?.score == 0.98)
        #expect(joined(3, .votes(temperature: 0.1))?.score == 0)
    }

    @Test("Given an individual of which there is only the query itself, it does not join")
    func onlyTheQuery() {
        let (database, query) = directions()
        let lonely = Embeddings(
            vectors: database.vectors, images: database.images,
            individuals: ["a", "b", "b", "c", "b"])
        let blend = ClassBlend(classes: ["c"], weight: 0.5) { _ in Tensor.ones([1, 1]) }

        let found = blend.blended([ranked([("a", 0.5)])], query, in: lonely, own: [3])

        #expect(found[0].candidates.map(\.individual) == ["a"])
    }
}
