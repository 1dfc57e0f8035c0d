import Foundation
import GoldenSupport
import Testing
import Torch
import TorchNN

@Suite struct StructureTests {
    private struct Configuration: Decodable {
        var layer, mode: String?
        var scaleFactor: Double?
        var stateDictKeys: [String]?
    }

    private func layer(_ configuration: Configuration) throws -> any Layer {
        switch (configuration.layer, configuration.mode) {
        case ("Upsample", "nearest"):
            return Upsample(scale: try #require(configuration.scaleFactor))
        case ("Upsample", "bilinear"):
            return Upsample(
                scale: try #require(configuration.scaleFactor), interpolation: .bilinear)
        case ("Flatten", _): return Flatten()
        case (nil, nil):
            return Sequential(
                Conv2d(3, 6, kernelSize: 3, stride: 2, padding: .zeros(1), hasBias: false),
                BatchNorm(6), Activation(.silu), AdaptiveAveragePool2d(1), Flatten(),
                Linear(6, 4))
        default: throw TorchError("no layer for \(configuration)")
        }
    }

    @Test(
        "A layer that joins or reshapes gives PyTorch's output and gradients",
        arguments: Golden.all("structure", in: .module))
    func repeats(_ golden: Golden) throws {
        let configuration = try golden.configuration(Configuration.self)
        let layer = try layer(configuration)
        try expectLayer(layer, repeats: golden)
        #expect(layer.stateDictionary.names == configuration.stateDictKeys ?? [])
    }
}
