import GoldenSupport
import Testing
import Torch
import TorchNN

@testable import Embedders

@Suite struct FoldingTests {
    /// Given statistics and scales as training leaves them.
    private func trained(_ module: Module, _ generator: Generator) {
        for case let (_, norm as BatchNorm) in module.namedModules {
            for (_, tensor) in norm.stateDictionary where tensor.rank == 1 {
                tensor.fillUniform(from: 0.5, to: 1.5, generator: generator)
            }
        }
        module.eval()
    }

    @Test(arguments: ["tf_efficientnet_b0", "efficientnet_b0", "tf_efficientnet_lite0"])
    func aFoldedNetworkGivesTheSameScores(name: String) throws {
        let generator = Generator(seed: 5)
        let network = EfficientNet(
            try Architecture(named: name).network, classCount: 6, generator: generator)
        trained(network, generator)
        let images = Tensor.randn([2, 3, 49, 64], generator: generator)

        let folded = network.folded()

        #expect(!folded.stateDictionary.names.contains { $0.contains("bn") })
        #expect(!folded.isTraining)
        try noGrad {
            let maps = network.featureMaps(images)
            let foldedMaps = folded.featureMaps(images)
            for map in FeatureMap.allCases {
                expect(
                    foldedMaps[map], equals: try #require(maps[map]), within: 2e-5,
                    "\(name) \(map)")
            }
            expect(folded(images), equals: network(images), within: 2e-5, "\(name)")
        }
    }

    @Test(arguments: NeckConfiguration.Pooling.allCases)
    func aFoldedEmbedderGivesTheSameEmbeddings(pooling: NeckConfiguration.Pooling) throws {
        let generator = Generator(seed: 6)
        let embedder = Embedder(
            EmbedderConfiguration(
                try Architecture(named: "tf_efficientnet_lite0"), width: 9,
                neck: NeckConfiguration(pooling, fusionWidth: 16)), generator: generator)
        trained(embedder, generator)
        let images = Tensor.randn([2, 3, 64, 64], generator: generator)

        let folded = embedder.folded()

        #expect(!folded.stateDictionary.names.contains { $0.contains("bn") })
        noGrad {
            let embeddings = embedder(images)
            expect(folded(images), equals: embeddings, within: 2e-5, "\(pooling)")
            folded.to(memoryFormat: .channelsLast)
            expect(
                folded(images.to(memoryFormat: .channelsLast)), equals: embeddings, within: 2e-5,
                "\(pooling), channels last")
        }
    }

    @Test(
        "Folded for channels last, in float32 and in bfloat16, it gives the same scores",
        arguments: ["tf_efficientnet_b0", "efficientnet_b0", "tf_efficientnet_lite0"])
    func fusedLayersGiveTheSameScores(name: String) throws {
        let generator = Generator(seed: 7)
        let network = EfficientNet(
            try Architecture(named: name).network, classCount: 6, generator: generator)
        trained(network, generator)
        let folded = network.folded().to(memoryFormat: .channelsLast)
        for (height, width) in [(65, 48), (64, 64)] {
            let images = Tensor.randn([2, 3, height, width], generator: generator)
            noGrad {
                let scores = network(images)
                let lasting = images.to(memoryFormat: .channelsLast)
                expect(folded(lasting), equals: scores, within: 2e-5, "\(name), float32")
                let shorter = autocast { folded(lasting) }.to(.float32)
                expect(shorter, equals: scores, within: 5e-2, "\(name), bfloat16")
            }
        }
    }

    @Test func aFoldedCopySharesNothing() throws {
        let network = EfficientNet(
            try Architecture(named: "tf_efficientnet_b0").network, classCount: 6)
        let folded = network.folded()
        let own = network.stateDictionary

        for (name, tensor) in folded.stateDictionary {
            #expect(own[name]?.sharesStorage(with: tensor) != true, "\(name)")
        }
    }
}
