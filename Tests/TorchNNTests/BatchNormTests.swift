import Foundation
import GoldenSupport
import Testing
import Torch
import TorchNN

@Suite struct BatchNormTests {
    private struct Configuration: Decodable {
        var numFeatures: Int
        var momentum, eps: Double
    }

    @Test(
        "Batch norm gives PyTorch's output, gradients and running statistics",
        arguments: Golden.all("normalization", in: .module))
    func repeats(_ golden: Golden) throws {
        let configuration = try golden.configuration(Configuration.self)
        let layer = BatchNorm(
            configuration.numFeatures, momentum: configuration.momentum,
            epsilon: configuration.eps)
        try expectLayer(layer, repeats: golden)
    }

    @Test("One value per channel is refused in training, as PyTorch does, and taken in evaluation")
    func oneValuePerChannel() async {
        let layer = BatchNorm(3).eval()
        #expect(layer(Tensor.ones([1, 3])).shape == [1, 3])
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            _ = BatchNorm(3)(Tensor.ones([1, 3]))
        }
        let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(message.contains("more than one value per channel"))
    }

    @Test("In evaluation, statistics and the count of batches stay as they are")
    func evaluationLeavesStatistics() {
        let layer = BatchNorm(3).eval()
        let before = layer.stateDictionary.copied()
        _ = layer(Tensor.randn([4, 3, 2, 2]) * 5 + 2)
        expect(layer.stateDictionary, isIdenticalTo: before, "batch norm")
    }

    @Test("Under noGrad, training mode still moves the statistics")
    func statisticsMoveWithoutGradients() {
        let layer = BatchNorm(3)
        noGrad { _ = layer(Tensor.ones([4, 3]) * 10 + Tensor.randn([4, 3])) }
        #expect(layer.batchCount.intItem() == 1)
        #expect(layer.runningMean.min().item() > 0.5)
    }
}
