import GoldenSupport
import Ranking
import Testing
import Torch

/// Against scikit-learn and pandas.
@Suite struct IdentificationGoldenTests {
    private struct Configuration: Decodable {
        var individuals: [String]
        var answers: [[String]]
        var threshold: Float
    }

    @Test(
        arguments: Golden.all("identification", in: .module), FirstLookPrecision.allCases)
    func answersAgree(_ golden: Golden, precision: FirstLookPrecision) throws {
        let tensors = try golden.tensors()
        let expected = try golden.configuration(Configuration.self)
        let rows = try tensors.required("database")
        let asked = try tensors.required("queries")
        let database = Embeddings(
            vectors: rows, images: expected.individuals.indices.map { "\($0)" },
            individuals: expected.individuals)
        let queries = Embeddings(
            vectors: asked, images: expected.answers.indices.map { "\($0)" })

        let ranked = NeighbourSearch(in: database, precision: precision)
            .rank(queries, in: database)

        #expect(ranked.map { $0.answers(threshold: expected.threshold) } == expected.answers)
        let best = Tensor(ranked.map(\.bestScore))
        #expect(
            best.isClose(
                to: try tensors.required("best"), relative: 0, absolute: 1e-6))
    }
}
