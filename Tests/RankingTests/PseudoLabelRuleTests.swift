import GoldenSupport
import Ranking
import Testing
import Torch

@Suite struct IndividualLimitTests {
    private func photographs(_ texts: [String]) -> [IndividualLimit.Photograph] {
        texts.map { text in
            let words = text.split(separator: " ").map(String.init)
            return .init(
                individual: words[0], confidence: Double(words[1]) ?? .nan, path: words[2])
        }
    }

    @Test("Given more photographs than the limit, the surest are kept, of equal ones by path")
    func surestAreKept() {
        let all = photographs(["a 0.5 z", "b 0.1 y", "a 0.9 x", "a 0.5 c", "a 0.5 d", "b 0.2 q"])

        #expect(IndividualLimit(2).kept(all) == [1, 2, 3, 5])
        #expect(IndividualLimit(1).kept(all) == [2, 5])
        #expect(IndividualLimit(9).kept(all) == [0, 1, 2, 3, 4, 5])
    }

    @Test("Given another order, the same photographs are kept")
    func orderDoesNotMatter() {
        let all = photographs((0..<40).map { "i\($0 % 3) 0.\($0 % 4) p\($0 * 7 % 40)" })
        let kept = Set(IndividualLimit(5).kept(all).map { all[$0] })
        let turned = Array(all.reversed())

        #expect(kept.count == 15)
        #expect(Set(IndividualLimit(5).kept(turned).map { turned[$0] }) == kept)
    }
}

@Suite struct SoftLabelTests {
    @Test("Given answers, individuals share the whole, and new_individual takes from the weight")
    func sharesOfIndividuals() throws {
        let label = try #require(
            SoftLabel([("a", 0.5), (newIndividual, 0.2), ("b", 0.3), ("c", 0)]))

        #expect(label.shares.map(\.individual) == ["a", "b"])
        #expect(abs(label.shares[0].share - 0.625) < 1e-12)
        #expect(abs(label.shares[1].share - 0.375) < 1e-12)
        #expect(abs(label.weight - 0.8) < 1e-12)
    }

    @Test(
        "Given probabilities that add up to more than 1, the weight is 1; of none, there is no label"
    )
    func bounds() throws {
        #expect(try #require(SoftLabel([("a", 0.9), ("b", 0.9)])).weight == 1)
        #expect(SoftLabel([(newIndividual, 1), ("a", 0)]) == nil)
        #expect(SoftLabel([]) == nil)
    }
}

/// Against scikit-learn.
@Suite struct AverageLinkageTests {
    private struct Configuration: Decodable {
        var similarity: Double
    }

    @Test(
        "Given rows, their clusters are those of AgglomerativeClustering",
        arguments: Golden.all("ranking", in: .module).filter { $0.name.hasPrefix("clusters") })
    func clustersAgree(_ golden: Golden) throws {
        let tensors = try golden.tensors()
        let rows = try tensors.required("rows")
        let vectors = Embeddings(
            vectors: rows, images: (0..<rows.size(0)).map { "\($0)" }
        ).vectors

        let found = AverageLinkage(
            of: vectors, similarity: try golden.configuration(Configuration.self).similarity)

        #expect(found.clusters == (try tensors.required("clusters").array(of: Int.self)))
    }

    @Test("Given equal rows, opposite ones and none, clusters are what they must be")
    func edges() {
        let rows = Tensor([1, 0, 1, 0, -1, 0, 1, 0] as [Float]).reshape(4, 2)

        #expect(AverageLinkage(of: rows, similarity: 0.9).clusters == [0, 0, 1, 0])
        #expect(AverageLinkage(of: rows, similarity: -1).clusters == [0, 0, 1, 0])
        #expect(AverageLinkage(of: rows[0..<1], similarity: 0).clusters == [0])
        #expect(AverageLinkage(of: rows[0..<0], similarity: 0).clusters.isEmpty)
    }

    @Test("Given many rows alike, clustering ends")
    func manyTies() {
        let rows = Tensor.ones([200, 3]) / 3.0.squareRoot()

        #expect(Set(AverageLinkage(of: rows, similarity: 0.5).clusters) == [0])
    }
}
