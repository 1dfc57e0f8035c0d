import Embedders
import Testing
import Torch
import TorchNN

@Suite struct EmbedderTrainingTests {
    @Test(
        "Given bfloat16 autocast and channels last, a training step is that of float32, nearly",
        arguments: NeckConfiguration.Pooling.allCases)
    func shortNumbers(pooling: NeckConfiguration.Pooling) throws {
        let generator = Generator(seed: 3)
        let embedder = Embedder(
            EmbedderConfiguration(
                try Architecture(named: "tf_efficientnet_b0"), width: 16,
                neck: NeckConfiguration(pooling, fusionWidth: 16, dropout: 0), dropPath: 0),
            generator: generator)
        let heads = TrainingHeads(
            individual: HeadConfiguration().head(
                counts: [4, 4], width: 16, generator: generator))
        let images = Tensor.randn([8, 3, 64, 64], generator: generator)
        let animals = Targets(Tensor([0, 1, 0, 1, 0, 1, 0, 1]))
        let expected = heads(embedder(images), individuals: animals).total.item()

        embedder.to(memoryFormat: .channelsLast)
        let loss = autocast {
            heads(embedder(images.contiguous(.channelsLast)), individuals: animals).total
        }
        loss.backward()

        #expect(abs(loss.item() - expected) < 0.1 * expected)
        for (name, parameter) in embedder.namedParameters + heads.namedParameters {
            #expect(parameter.grad?.isFinite.all().intItem() == 1, "\(name)")
        }
    }

    @Test func aPartOfTheBackboneBehindTheLastMapIsLeftAlone() throws {
        let embedder = Embedder(
            EmbedderConfiguration(
                try Architecture(named: "tf_efficientnet_lite0"), width: 4,
                neck: NeckConfiguration(.gem, localMap: .stage(3))))

        embedder(Tensor.randn([2, 3, 64, 64])).sum().backward()

        let reached = Set(embedder.namedParameters.filter { $0.element.grad != nil }.map(\.name))
        #expect(reached.contains("backbone.blocks.3.2.conv_pwl.weight"))
        #expect(!reached.contains("backbone.blocks.4.0.conv_pw.weight"))
        #expect(!reached.contains("backbone.conv_head.weight"))
    }
}
