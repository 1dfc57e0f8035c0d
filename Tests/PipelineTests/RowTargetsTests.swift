import Embedders
import Imaging
import Testing
import Torch

@testable import Datasets
@testable import Pipeline

@Suite struct RowTargetsTests {
    /// Samples made of rows by their shares.
    private func samples(_ parts: [[(row: Int, weight: Double)]]) -> [AugmentedSample] {
        parts.map { parts in
            AugmentedSample(
                image: PixelImage(size: ImageSize(width: 2, height: 2), filledWith: .white),
                boxes: [], parts: parts.map { SamplePart(row: $0.row, weight: $0.weight) },
                rows: parts.map(\.row))
        }
    }

    /// Logits of three rows by a head of random weights.
    private let head = HeadConfiguration(.arcFace).head(
        counts: [1, 1, 1], width: 4, generator: Generator(seed: 2))
    private let embeddings = Tensor.randn([3, 4], generator: Generator(seed: 3))

    /// The loss of one sample of a class.
    private func loss(_ sample: Int, _ label: Int) -> Double {
        head.loss(embeddings[Tensor([sample])], Targets(Tensor([label]))).item()
    }

    @Test("Given rows without weights, each counts 1, and nothing is made up")
    func plainRows() {
        let targets = RowTargets(classes: [2, 0, 1]).targets(
            of: samples([[(0, 1)], [(2, 1)]]))

        #expect(targets.labels.array(of: Int.self) == [2, 1])
        #expect(targets.weights == nil && targets.mixed == nil && targets.soft == nil)
    }

    @Test("Given weights, a mixture of two rows weighs by the shares of both")
    func mixturesAreWeighted() {
        let rows = RowTargets(classes: [2, 0, 1], weights: [1, 0.5, 0.25])

        let targets = rows.targets(of: samples([[(0, 0.75), (1, 0.25)], [(2, 1)], [(1, 1)]]))

        let expected =
            0.75 * loss(0, 2) + 0.25 * 0.5 * loss(0, 0) + 0.25 * loss(1, 1) + 0.5 * loss(2, 0)
        #expect(abs(head.loss(embeddings, targets).item() - expected / 3) < 1e-5)
        #expect(targets.weights?.array(of: Float.self) == [0.875, 0.25, 0.5])
    }

    @Test("Given candidates, weights and a mixture, each class counts by the product of its shares")
    func candidatesAreMixed() {
        let rows = RowTargets(
            classes: [2, 0, 1], weights: [1, 0.5, 1],
            candidates: [1: [.init(number: 0, share: 0.75), .init(number: 1, share: 0.25)]])

        let targets = rows.targets(of: samples([[(0, 0.5), (1, 0.5)], [(1, 1)], [(2, 1)]]))

        let first = 0.5 * loss(0, 2) + 0.25 * (0.75 * loss(0, 0) + 0.25 * loss(0, 1))
        let second = 0.5 * (0.75 * loss(1, 0) + 0.25 * loss(1, 1))
        let expected = (first + second + loss(2, 1)) / 3
        #expect(abs(head.loss(embeddings, targets).item() - expected) < 1e-5)
        #expect(targets.labels.array(of: Int.self) == [2, 0, 1])
        #expect(targets.soft?.labels.shape == [3, 3])
    }
}
