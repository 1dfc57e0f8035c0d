import GoldenSupport
import Testing
import Torch
import TorchNN

@testable import Embedders

@Suite struct EfficientNetTests {
    private struct Recording: Decodable {
        var architecture: String
        var training: Bool
        var dtype: String
        var seed: UInt64
        var shape: [Int]
        var classes: Int
    }

    @Test(
        "Given timm's weights from a seed, when drawn here, then weights, maps and gradients agree",
        arguments: Golden.all("efficientnet", in: .module))
    func network(golden: Golden) throws {
        let recording: Recording = try golden.configuration()
        let tensors = try golden.tensors()
        let generator = Generator(seed: recording.seed)
        let network = EfficientNet(
            try Architecture(named: recording.architecture).network,
            classCount: recording.classes, dropout: 0, dropPath: 0
        ).train(recording.training)
        network.initializeWeights(generator)
        randomize(network, generator)
        let images = Tensor.randn(recording.shape, generator: generator)
        let cotangent = Tensor.randn(
            [recording.shape[0], recording.classes], generator: generator)
        let parameters = Dictionary(uniqueKeysWithValues: network.namedParameters)
        func check(_ actual: Tensor?, _ name: String, _ tolerance: Double) throws {
            expect(
                actual.map(sample), equals: try tensors.required(name), within: tolerance,
                "\(golden.testDescription): \(name)")
        }
        for name in tensors.entries(under: "weight").names {
            try check(parameters[name], "weight.\(name)", 0)
        }
        let dtype = try #require(DType(rawValue: recording.dtype))
        network.to(dtype: dtype)

        let maps = network.featureMaps(images.to(dtype))
        let logits = network.logits(headMap: try #require(maps[.head]))
        logits.backward(gradient: cotangent.to(dtype))

        for map in FeatureMap.allCases { try check(maps[map], "output.\(map)", 1e-4) }
        try check(logits, "output.logits", 1e-4)
        let recorded = tensors.entries(under: "gradient").names
        #expect(recorded.count >= 7)
        for name in recorded { try check(parameters[name]?.grad, "gradient.\(name)", 1e-3) }
    }

    /// Moves weights and statistics away from ones and zeros, in the generator's order.
    private func randomize(_ network: EfficientNet, _ generator: Generator) {
        for (name, tensor) in network.stateDictionary {
            if name.hasSuffix("running_var") {
                tensor.fillUniform(from: 0.5, to: 2, generator: generator)
            } else if name.hasSuffix("running_mean") || name.hasSuffix("bias") {
                tensor.fillNormal(standardDeviation: 0.1, generator: generator)
            } else if name.hasSuffix("weight") && tensor.rank == 1 {
                tensor.fillUniform(from: 0.5, to: 1.5, generator: generator)
            }
        }
    }

    private func sample(_ tensor: Tensor) -> Tensor {
        tensor.detached().flatten().slice(0, step: max(1, tensor.count / 300) | 1)
    }

    @Test func onlyTheWantedMapsAreGiven() throws {
        let network = EfficientNet(
            try Architecture(named: "tf_efficientnet_lite0").network, classCount: nil
        ).eval()

        let images = Tensor.zeros([1, 3, 32, 32])
        let maps = noGrad { network.featureMaps(images, [.stage(2), .head]) }

        #expect(maps.count == 2)
        #expect(maps[.stage(2)]?.shape == [1, 40, 4, 4])
        #expect(maps[.head]?.shape == [1, 1280, 1, 1])
        let early = noGrad { network.featureMaps(images, [.stage(0)]) }
        #expect(Array(early.keys) == [.stage(0)])
    }

    @Test func blocksAreSkippedMoreOftenTheDeeperTheyLie() throws {
        let network = EfficientNet(
            try Architecture(named: "tf_efficientnet_b0").network, classCount: nil)

        let probabilities = network.namedModules.compactMap { $0.element as? DropPath }
            .map(\.probability)

        // Residual blocks of B0 are 2, 4, 6, 7, 9, 10, 12, 13 and 14 of 16, counted from 0.
        let expected = [2, 4, 6, 7, 9, 10, 12, 13, 14].map { 0.2 * Double($0) / 16 }
        #expect(probabilities == expected)
    }
}
