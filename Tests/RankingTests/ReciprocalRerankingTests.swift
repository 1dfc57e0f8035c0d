import GoldenSupport
import Testing
import Torch

@testable import Ranking

/// Against a transcription of the paper in NumPy.
@Suite struct ReciprocalRerankingTests {
    private struct Configuration: Decodable {
        var neighbours: Int
        var averaged: Int
        var weight: Double

        var reranking: ReciprocalReranking {
            ReciprocalReranking(
                neighbours: neighbours, averaged: averaged, distanceWeight: weight)
        }
    }

    private func embeddings(_ vectors: Tensor) -> Embeddings {
        Embeddings(vectors: vectors, images: (0..<vectors.size(0)).map { "\($0).jpg" })
    }

    @Test(arguments: Golden.all("reciprocal_reranking", in: .module))
    func distancesAgree(_ golden: Golden) throws {
        let tensors = try golden.tensors()
        let reranking = try golden.configuration(Configuration.self).reranking
        let database = embeddings(try tensors.required("database"))
        let queries = embeddings(try tensors.required("queries"))
        let expected = try tensors.required("distances")
        for count in [15, database.count] {
            let found = NeighbourSearch(in: database, count: count).neighbours(of: queries)

            let renewed = reranking.reranked(found, of: queries, in: database)

            let distances = 1 - expected.gather(1, renewed.rows)
            #expect(renewed.scores.isClose(to: distances.to(.float32), relative: 0, absolute: 1e-6))
            let ordered = renewed.scores.sort(1, descending: true).values
            #expect(renewed.scores.isEqual(to: ordered))
            #expect(
                renewed.rows.sort(1).values.isEqual(to: found.rows.sort(1).values),
                "the same rows in another order")
        }
    }

    @Test("Given a plain distance alone, neighbours keep their order, and missing ones stay so")
    func plainDistancesChangeNothing() {
        let database = clusteredEmbeddings(60, width: 16, individuals: 8, seed: 1)
        let queries = clusteredEmbeddings(7, width: 16, individuals: 8, seed: 2)
        let own = (0..<7).map { $0 }
        let found = NeighbourSearch(in: database).neighbours(of: queries, own: own)

        let renewed = ReciprocalReranking(distanceWeight: 1)
            .reranked(found, of: queries, in: database)

        #expect(renewed.rows.isEqual(to: found.rows))
        #expect(renewed.rows[0, 59].item() == -1)
        #expect(renewed.scores[0, 59].item() == -2)
    }

    @Test("Given many copies of a photograph, all are as near, in the order in which they stood")
    func copiesAreAsNear() {
        let one = clusteredEmbeddings(1, width: 16, seed: 5)
        let database = one.rows(Array(repeating: 0, count: 60))
        let found = NeighbourSearch(in: database, count: 50).neighbours(of: one)

        for averaged in [1, 6] {
            let renewed = ReciprocalReranking(averaged: averaged)
                .reranked(found, of: one, in: database)

            #expect(renewed.rows[0].isEqual(to: Tensor.arange(0..<50)))
            #expect(renewed.scores.isClose(to: Tensor.ones([1, 50]), absolute: 1e-5))
        }
    }

    @Test("Given a new order, candidates tell their cosines, and who follows stands behind")
    func candidatesKeepTheirCosines() {
        let database = clusteredEmbeddings(400, width: 12, individuals: 9, spread: 1, seed: 3)
        let queries = clusteredEmbeddings(30, width: 12, individuals: 9, spread: 1, seed: 4)
        let cosines = queries.vectors.innerProducts(with: database.vectors)

        for score in [IndividualScore.best, .meanOfBest(3), .votes(temperature: 0.07)] {
            let plain = NeighbourSearch(in: database, count: 20)
                .rank(queries, in: database, by: score)
            let renewed = NeighbourSearch(in: database, count: 20)
                .rank(queries, in: database, by: score, reranking: ReciprocalReranking())

            #expect(plain.map { $0.candidates[0].row } != renewed.map { $0.candidates[0].row })
            for (query, one) in renewed.enumerated() {
                #expect(one.candidates.count >= 5)
                #expect(Set(one.candidates.map(\.individual)).count == one.candidates.count)
                let scores = one.candidates.map(\.score)
                #expect(scores == scores.sorted(by: >))
                for candidate in one.candidates {
                    let cosine = cosines[query, candidate.row].item()
                    #expect(abs(Double(candidate.similarity) - cosine) < 1e-6)
                }
            }
        }
    }
}
