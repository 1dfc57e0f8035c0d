import Foundation
import Testing
import Torch
import TorchNN

@Suite struct ArticleTests {
    @Test(arguments: ["Torch", "TorchNN"])
    func everyExampleOfAnArticleIsCompiledWordForWord(module: String) throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let root = folder.appendingPathComponent("../../..").standardized
        let article = try String(
            contentsOf: root.appendingPathComponent(
                "Sources/\(module)/\(module).docc/\(module).md"),
            encoding: .utf8)
        let compiled = try String(
            contentsOf: folder.appendingPathComponent("\(module)Article.swift"), encoding: .utf8)

        let examples = article.components(separatedBy: "```swift\n").dropFirst().map {
            $0.components(separatedBy: "```")[0]
        }

        #expect(examples.count >= 3)
        for example in examples { #expect(compiled.contains(example)) }
    }

    @Test func theLineIsFitted() {
        let (slope, intercept) = fitLine(seed: 7)

        #expect(abs(slope - 3) < 0.05)
        #expect(abs(intercept - 0.5) < 0.05)
    }

    @Test func anOperatorWithoutAMethodIsReached() {
        let values = inverseErrorFunction(Tensor([0, 0.5] as [Float])).array(of: Float.self)

        #expect(values[0] == 0)
        #expect(abs(values[1] - 0.476_936_3) < 1e-6)
    }

    @Test func theClassifierLearnsIsSavedHalvedAndResumed() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let generator = Generator(seed: 3)
        let kinds = Tensor.arange(0..<10).repeated(4)
        let pictures = Tensor.randn([10, 1, 16, 16], generator: generator)[kinds]
        let model = Classifier()

        let losses = train(model, pictures: pictures, kinds: kinds, steps: 150)

        #expect(losses[149] < 0.7 * losses[0])

        let checkpoint = folder.appendingPathComponent("checkpoint.safetensors").path
        let optimizer = SGD([ParameterGroup(model.namedParameters, learningRate: 0.1)])
        try save(model, optimizer, step: 150, to: checkpoint)
        let other = Classifier()
        let otherOptimizer = SGD([ParameterGroup(other.namedParameters, learningRate: 0.1)])
        #expect(try resume(other, otherOptimizer, from: checkpoint) == 150)
        #expect(other.head.weight.isEqual(to: model.head.weight))

        let halved = folder.appendingPathComponent("halved.safetensors").path
        try halve(checkpoint, into: halved)
        let half = try StateDictionary(contentsOf: halved)
        #expect(half["model.head.weight"]?.dtype == .bfloat16)
        #expect(half["step"]?.dtype == .int64)
    }
}
