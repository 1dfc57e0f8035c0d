import Foundation
import GoldenSupport
import Ranking
import Testing
import Torch

/// Against scikit-learn.
@Suite struct RankingGoldenTests {
    private struct Configuration: Decodable {
        var count: Int?
    }

    private static func cases(_ kind: String) -> [Golden] {
        Golden.all("ranking", in: .module).filter { $0.name.hasPrefix(kind) }
    }

    private func embeddings(
        _ tensors: StateDictionary, _ vectors: String, _ individuals: String
    ) throws -> Embeddings {
        let vectors = try tensors.required(vectors)
        let names = try tensors.required(individuals).array(of: Int.self).map { "no. \($0)" }
        return Embeddings(
            vectors: vectors, images: names.indices.map { "\($0).jpg" }, individuals: names)
    }

    @Test(arguments: cases("neighbours"), FirstLookPrecision.allCases)
    func neighboursAgreeWhateverTheFirstLook(
        _ golden: Golden, precision: FirstLookPrecision
    ) throws {
        let tensors = try golden.tensors()
        let count = try #require(try golden.configuration(Configuration.self).count)
        let database = try embeddings(tensors, "database", "individuals")
        let queries = try embeddings(tensors, "queries", "truth")

        for queriesPerBlock in [1, 4, 20, 1024] {
            let found = NeighbourSearch(
                in: database, count: count, precision: precision, queriesPerBlock: queriesPerBlock
            ).neighbours(of: queries)

            #expect(found.rows.isEqual(to: try tensors.required("rows")))
            #expect(found.scores.isClose(to: try tensors.required("scores"), absolute: 1e-6))
        }
    }

    @Test(arguments: cases("neighbours"))
    func averagePrecisionsAgree(_ golden: Golden) throws {
        let tensors = try golden.tensors()
        let database = try embeddings(tensors, "database", "individuals")
        let queries = try embeddings(tensors, "queries", "truth")

        let found = queries.averagePrecisions(in: database)

        let expected = try tensors.required("average_precisions").array(of: Double.self)
        #expect(found.map { $0 == nil } == expected.map { $0 < 0 })
        for (found, expected) in zip(found, expected) where expected >= 0 {
            #expect(abs((found ?? 0) - expected) < 1e-6)
        }
    }

    @Test(arguments: cases("curve"))
    func curvesAgree(_ golden: Golden) throws {
        let tensors = try golden.tensors()
        let curve = BinaryCurve(
            scores: try tensors.required("scores").array(of: Float.self),
            isPositive: try tensors.required("positive").array(of: Int.self).map { $0 != 0 })
        func expected(_ name: String) throws -> [Double] {
            try tensors.required(name).array(of: Double.self)
        }

        func isClose(_ found: [Double], _ expected: [Double]) -> Bool {
            found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) < 1e-9 }
        }
        let points = curve.points
        #expect(isClose(points.map(curve.recall), try expected("roc.recall")))
        #expect(
            isClose(points.map(curve.falsePositiveRate), try expected("roc.false_positive_rate")))
        #expect(isClose(points.map(curve.precision), try expected("pr.precision")))
        #expect(isClose(points.map { Double($0.threshold) }, try expected("pr.thresholds")))
        #expect(isClose([try #require(curve.areaUnderROC)], try expected("area")))
        #expect(
            isClose([try #require(curve.averagePrecision)], try expected("average_precision")))
    }
}
