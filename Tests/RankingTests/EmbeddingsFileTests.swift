import Foundation
import Ranking
import TensorFiles
import Testing
import Torch

@Suite struct EmbeddingsFileTests {
    private let path = NSTemporaryDirectory() + "embeddings-\(UUID().uuidString).safetensors"

    @Test("Given embeddings that were written, the same come back")
    func roundTrip() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let vectors = Tensor.randn([3, 4], generator: Generator(seed: 1))
        let written = Embeddings(
            vectors: vectors, images: ["a.jpg", "ü \"b\".jpg", "c.jpg"],
            individuals: ["one", nil, "two"], model: "abc")

        try written.write(to: path)
        let read = try Embeddings(contentsOf: path)

        #expect(read.vectors.isClose(to: vectors.normalized(), relative: 1e-6))
        #expect(read.images == written.images)
        #expect(read.individuals == ["one", nil, "two"])
        #expect(read.model == "abc")
    }

    @Test("Given a file of something else, the error says what was expected and found")
    func otherFilesAreRefused() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        func refusal(_ tensors: [String: Tensor], _ metadata: [String: String]) throws -> String {
            var file = StateDictionary()
            for (name, tensor) in tensors { file[name] = tensor }
            file.metadata = metadata
            try file.write(to: path)
            let error = #expect(throws: TensorFileError.self) { try Embeddings(contentsOf: path) }
            #expect(error?.path == path)
            return error?.problem ?? ""
        }
        let two = Tensor.ones([2, 3])

        #expect(try refusal(["weight": two], [:]).contains("found weight"))
        #expect(try refusal(["embeddings": Tensor.ones([6])], [:]).contains("[6]"))
        #expect(try refusal(["embeddings": two], [:]).contains("lacks `images`"))
        #expect(
            try refusal(["embeddings": two], ["images": "[\"a\"]"]).contains(
                "2 embeddings, but 1 names"))
        #expect(try refusal(["embeddings": two], ["images": "a, b"]).contains("no JSON array"))
        #expect(
            try refusal(["embeddings": two / 0], ["images": "[\"a\", \"b\"]"]).contains(
                "not finite"))
    }
}
