import Foundation
import GoldenSupport
import Testing
import Torch
import TorchNN

@Suite struct LinearTests {
    private struct Configuration: Decodable {
        var inFeatures, outFeatures: Int
        var bias: Bool
    }

    @Test(
        "A linear layer gives PyTorch's output and gradients",
        arguments: Golden.all("linear", in: .module))
    func repeats(_ golden: Golden) throws {
        let configuration = try golden.configuration(Configuration.self)
        let layer = Linear(
            configuration.inFeatures, configuration.outFeatures, hasBias: configuration.bias)
        try expectLayer(layer, repeats: golden)
    }
}
