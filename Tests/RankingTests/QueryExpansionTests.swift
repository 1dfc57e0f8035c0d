import Testing
import Torch

@testable import Ranking

@Suite struct QueryExpansionTests {
    private func embeddings(_ rows: [[Double]]) -> Embeddings {
        Embeddings(
            vectors: Tensor(rows.flatMap { $0 }, shape: [rows.count, rows[0].count]),
            images: rows.indices.map { "\($0)" })
    }

    @Test("Given neighbours, a query is drawn towards them by their cosines' powers")
    func queriesMove() {
        let database = embeddings([[1, 0], [0.6, 0.8], [0, 1], [-1, 0]])
        let queries = embeddings([[0.8, 0.6]])

        let two = QueryExpansion(neighbours: 2, exponent: 2).expanded(queries, in: database)
        let plain = QueryExpansion(neighbours: 3, exponent: 0).expanded(queries, in: database)
        let all = QueryExpansion(neighbours: 9, exponent: 0).expanded(queries, in: database)

        // Cosines are 0.8, 0.96, 0.6 and −0.8.
        let moved = Tensor([
            0.8 + 0.64 + 0.9216 * 0.6, 0.6 + 0.9216 * 0.8,
        ]).normalized(0)
        #expect(two.vectors[0].isClose(to: moved.to(.float32), absolute: 1e-6))
        let mean = Tensor([0.8 + 1 + 0.6, 0.6 + 0.8 + 1]).normalized(0).to(.float32)
        #expect(plain.vectors[0].isClose(to: mean, absolute: 1e-6))
        // One that looks away is not added, even where there are no others.
        #expect(all.vectors[0].isClose(to: mean, absolute: 1e-6))
    }

    @Test("Given a database, its rows are drawn towards others, not towards themselves")
    func databasesAreAugmented() {
        let database = embeddings([[1, 0, 0], [0.8, 0.6, 0], [0, 0, 1]])

        let moved = QueryExpansion(neighbours: 1, exponent: 1).augmented(database)

        let first = Tensor([1 + 0.8 * 0.8, 0.8 * 0.6, 0]).normalized(0).to(.float32)
        #expect(moved.vectors[0].isClose(to: first, absolute: 1e-6))
        // The last is orthogonal to all others.
        #expect(moved.vectors[2].isEqual(to: database.vectors[2]))
        #expect(moved.images == database.images)
    }
}
