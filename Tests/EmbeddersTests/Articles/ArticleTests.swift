import Embedders
import Foundation
import Testing
import Torch

@Suite struct ArticleTests {
    @Test func everyExampleOfTheArticleIsCompiledWordForWord() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let root = folder.appendingPathComponent("../../..").standardized
        let article = try String(
            contentsOf: root.appendingPathComponent(
                "Sources/Embedders/Embedders.docc/Embedders.md"), encoding: .utf8)
        let compiled = try String(
            contentsOf: folder.appendingPathComponent("EmbeddersArticle.swift"), encoding: .utf8)

        let examples = article.components(separatedBy: "```swift\n").dropFirst().map {
            $0.components(separatedBy: "```")[0]
        }

        #expect(examples.count >= 3)
        for example in examples { #expect(compiled.contains(example)) }
    }

    @Test func theEmbedderLearnsAndIsUsed() throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("\(UUID().uuidString).safetensors").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let generator = Generator(seed: 1)
        let animals = Tensor.arange(0..<3).repeated(2)
        let pixels = (Tensor.rand([3, 3, 40, 40], generator: generator) * 255)[animals]
        let embedder = try makeEmbedder(weights: nil)
        let heads = makeHeads(photographsPerAnimal: [2, 2, 2], width: 64)

        let losses = train(embedder, heads, pixels: pixels, animals: animals, steps: 12)

        #expect(losses[11] < 0.7 * losses[0])
        try embedder.write(to: path)
        let similarity = try compare(pixels, usingEmbedderAt: path)
        #expect(similarity.shape == [6, 6])
        #expect(similarity[0, 3].item() > 0.99)
    }
}
