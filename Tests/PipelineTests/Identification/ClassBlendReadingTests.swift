import Embedders
import Foundation
import Ranking
import TensorFiles
import Testing
import Torch

@testable import Pipeline

/// A trained model's head, blended into what photographs tell.
@Suite struct ClassBlendReadingTests {
    private let folder: TemporaryFolder
    private let classes = ["a", "b", "c"]

    init() throws { folder = try TemporaryFolder() }

    /// Writes a model of random weights with a head of some kind.
    private func model(
        _ kind: HeadConfiguration.Kind, label: String = "individual", sides: Bool = false
    ) throws -> String {
        var configuration = EmbedderConfiguration(
            try Architecture(named: "tf_efficientnet_lite0"), width: 16,
            neck: NeckConfiguration(.gem))
        configuration.preprocessing.width = 32
        configuration.preprocessing.height = 32
        let generator = Generator(seed: 1)
        let head = HeadConfiguration(kind)
        try TrainedModel(
            embedder: Embedder(configuration, generator: generator),
            heads: TrainingHeads(
                individual: head.head(counts: [2, 2, 2], width: 16, generator: generator),
                species: nil),
            description: TrainedModel.Description(
                label: label, classes: classes, counts: [2, 2, 2], head: head, box: "",
                separatesSides: sides, margin: 0, isLetterboxed: false, species: nil, results: [:])
        ).write(to: folder("model.safetensors"))
        return folder("model.safetensors")
    }

    private func embeddings(_ count: Int, model: String? = nil, seed: UInt64) -> Embeddings {
        Embeddings(
            vectors: Tensor.randn([count, 16], generator: Generator(seed: seed)),
            images: (0..<count).map { "\(seed)-\($0)" },
            individuals: (0..<count).map { classes[$0 % 3] }, model: model)
    }

    @Test(
        "Given a head that compares directions, its cosines are blended with those of photographs",
        arguments: [HeadConfiguration.Kind.arcFace, .subCenterArcFace, .curricularFace])
    func cosines(kind: HeadConfiguration.Kind) throws {
        let path = try model(kind)
        let digest = try FileDigest(of: path).hexadecimal
        let database = embeddings(9, model: digest, seed: 2)
        let queries = embeddings(4, seed: 3)
        func ranked(_ weight: Double) throws -> [RankedPhotograph] {
            Ranker(
                [database], options: RankingOptions(),
                blend: try ClassBlend(ofModel: path, weight: weight, for: database)
            ).rank([queries])
        }
        let plain = Ranker([database], options: RankingOptions()).rank([queries])
        let cosines = noGrad { try? Classifier(contentsOf: path).head.scores(queries.vectors) }
        let expected = try #require(cosines?.array(of: Float.self))

        let half = try ranked(0.5)
        let whole = try ranked(1)

        for query in 0..<4 {
            for (number, name) in classes.enumerated() {
                func score(_ ranked: [RankedPhotograph]) -> Float? {
                    ranked[query].candidates.first { $0.individual == name }?.score
                }
                let cosine = expected[query * 3 + number]
                #expect(abs(cosine) <= 1 && abs((score(whole) ?? 9) - cosine) < 1e-5)
                let mean = ((score(plain) ?? 9) + cosine) / 2
                #expect(abs((score(half) ?? 9) - mean) < 1e-5)
            }
        }
    }

    @Test(
        "Given a head that gives no cosines of individuals, or another model's embeddings, it is refused"
    )
    func refusals() throws {
        func problem(_ path: String, for embeddings: Embeddings) -> String? {
            let error = #expect(throws: TensorFileError.self) {
                try ClassBlend(ofModel: path, weight: 0.5, for: embeddings)
            }
            #expect(error?.path == path && error?.kind == .malformed)
            return error?.problem
        }
        let database = embeddings(3, seed: 2)

        #expect(problem(try model(.softmax), for: database)?.contains("softmax") == true)
        #expect(
            problem(try model(.arcFace, label: "species"), for: database)?.contains(
                "not individuals") == true)
        #expect(
            problem(try model(.arcFace, sides: true), for: database)?.contains("not individuals")
                == true)
        #expect(
            problem(try model(.arcFace), for: embeddings(3, model: "other", seed: 2))?.contains(
                "another model") == true)
    }
}
