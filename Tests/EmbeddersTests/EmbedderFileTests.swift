import Embedders
import Foundation
import GoldenSupport
import TensorFiles
import Testing
import Torch
import TorchNN

@Suite struct EmbedderFileTests {
    private let folder: URL
    private let path: String
    private let embedder: Embedder

    /// Given an embedder in a file.
    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appendingPathComponent("embedder.safetensors").path
        embedder = Embedder(
            EmbedderConfiguration(
                try Architecture(named: "tf_efficientnet_lite0"), width: 8,
                neck: NeckConfiguration(globalMap: .stage(6), fusionWidth: 16)),
            generator: Generator(seed: 1)
        ).eval()
        try embedder.write(to: path, metadata: ["individuals": "[\"a\",\"b\"]"])
    }

    @Test func itsBackboneIsTakenByItself() throws {
        let network = EfficientNet(
            embedder.configuration.architecture.network, classCount: nil,
            generator: Generator(seed: 9))

        try network.loadWeights(from: path)

        for (name, tensor) in embedder.backbone.stateDictionary {
            #expect(network.stateDictionary[name]?.isEqual(to: tensor) == true, "\(name)")
        }
    }

    @Test func itIsReadAsItWasWritten() throws {
        let read = try Embedder(contentsOf: path)

        #expect(read.configuration == embedder.configuration)
        #expect(!read.isTraining)
        let images = Tensor.randn([2, 3, 64, 64], generator: Generator(seed: 2))
        noGrad {
            expect(read(images), isIdenticalTo: embedder(images), "embedding")
            let lengths = read.normalizedEmbeddings(images).norm(1)
            expect(lengths, equals: Tensor.ones([2]), within: 1e-6, "lengths")
        }
        let state = try StateDictionary(contentsOf: path)
        #expect(state.metadata["individuals"] == "[\"a\",\"b\"]")
        #expect(state["backbone.conv_stem.weight"] != nil)
        #expect(state["backbone.classifier.weight"] == nil)
        #expect(state["neck.projection.linear.weight"]?.shape == [8, 32])
    }

    @Test(arguments: NeckConfiguration.Pooling.allCases)
    func shortNumbersAndChannelsLastGiveNearlyTheSame(pooling: NeckConfiguration.Pooling) throws {
        var configuration = embedder.configuration
        configuration.neck.pooling = pooling
        let embedder = Embedder(configuration, generator: Generator(seed: 1)).eval()
        let images = Tensor.randn([2, 3, 64, 64], generator: Generator(seed: 2))
        let input = images.contiguous(.channelsLast)
        let expected = noGrad { embedder.normalizedEmbeddings(images) }
        let folded = embedder.folded().to(memoryFormat: .channelsLast)

        let autocasted = noGrad { autocast { folded.normalizedEmbeddings(input) } }
        folded.to(dtype: .bfloat16)
        let converted = noGrad { folded.normalizedEmbeddings(input.to(.bfloat16)) }

        for short in [autocasted, converted] {
            #expect((short * expected).sum(1).min().item() > 0.99)
        }
    }

    @Test(arguments: [
        ("tf_efficientnet_lite0", "tf_efficientnet_x", "is not an architecture"),
        ("features.6", "features.7", "'features.7' is no feature map"),
        ("\"width\":8", "\"width\":0", "an embedding of 0 numbers"),
        ("\"height\":224", "\"height\":0", "an input of 0×224 pixels"),
        ("\"drop_path\":0.2", "\"drop\":0.2", "'drop_path' is missing"),
        ("fusion_width\":16", "fusion_width\":17", "which must be even"),
        ("fusion_width\":16", "fusion_width\":18", "of another shape"),
    ])
    func aDescriptionThatDoesNotFitIsRefused(
        found: String, replacement: String, problem: String
    ) throws {
        var state = try StateDictionary(contentsOf: path).copied()
        let description = try #require(state.metadata["embedder"])
        #expect(description.contains(found))
        state.metadata["embedder"] = description.replacingOccurrences(of: found, with: replacement)
        let other = folder.appendingPathComponent("other.safetensors").path
        try state.write(to: other)

        let error = try #require(
            throws: TensorFileError.self, performing: { try Embedder(contentsOf: other) })

        #expect(error.path == other)
        #expect(error.problem.contains(problem))
    }

    @Test func anotherFileIsNoEmbedder() throws {
        let other = folder.appendingPathComponent("other.safetensors").path
        var state = StateDictionary()
        state["weight"] = Tensor.zeros([2])
        try state.write(to: other)

        let error = try #require(
            throws: TensorFileError.self, performing: { try Embedder(contentsOf: other) })

        #expect(error.problem.contains("no embedder"))
    }
}
