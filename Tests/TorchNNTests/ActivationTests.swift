import Foundation
import GoldenSupport
import Testing
import Torch
import TorchNN

@Suite struct ActivationTests {
    private struct Configuration: Decodable {
        var layer: String
        var beta, threshold: Double?
    }

    /// Every way in which the library spells the golden's function.
    private func layers(_ configuration: Configuration) throws -> [any Layer] {
        switch configuration.layer {
        case "ReLU": return [Activation(.relu)]
        case "ReLU6": return [Activation(.relu6)]
        case "SiLU": return [Activation(.silu)]
        case "Sigmoid": return [Activation(.sigmoid)]
        case "Softplus":
            let beta = try #require(configuration.beta)
            let threshold = try #require(configuration.threshold)
            let isStandard = beta == 1 && threshold == 20
            return [Softplus(beta: beta, threshold: threshold)]
                + (isStandard ? [Activation(.softplus)] : [])
        default: throw TorchError("no layer for \(configuration.layer)")
        }
    }

    @Test(
        "An activation gives PyTorch's output and gradient, element by element",
        arguments: Golden.all("activations", in: .module))
    func repeats(_ golden: Golden) throws {
        for layer in try layers(golden.configuration()) {
            try expectLayer(layer, repeats: golden, scale: .element)
        }
    }

    @Test("The identity gives its input itself")
    func identity() {
        let input = Tensor([Float(-1), 2])
        #expect(Activation(.identity)(input) === input)
    }
}
