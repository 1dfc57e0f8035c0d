import Foundation
import TensorFiles
import Torch

/// Embeddings in one safetensors file: the tensor `embeddings` `[N, D]`, and in its metadata `images`, `individuals`
/// (each a JSON array of N texts) and `model`.
extension Embeddings {
    private static let tensorName = "embeddings"

    /// Reads a file.
    ///
    /// - Throws: `TensorFileError` where it is missing, damaged, or holds something else than embeddings.
    public init(contentsOf path: String) throws {
        let file = try StateDictionary(contentsOf: path)
        func refusal(_ problem: String) -> TensorFileError {
            TensorFileError(
                path: path, problem: problem, advice: "make the file by `flukeprint embed`",
                kind: .malformed)
        }
        guard let vectors = file[Self.tensorName] else {
            throw refusal(
                "expected a tensor `\(Self.tensorName)`, found \(file.names.prefix(3).joined(separator: ", "))"
            )
        }
        guard vectors.rank == 2, vectors.dtype.isFloatingPoint else {
            throw refusal("expected embeddings [N, D], found \(vectors.dtype) \(vectors.shape)")
        }
        guard vectors.isFinite.all().item() == 1 else {
            throw refusal("some embeddings are not finite numbers")
        }
        func names<Name: Decodable>(_ key: String, _ type: Name.Type) throws -> [Name]? {
            guard let text = file.metadata[key] else { return nil }
            guard let found = try? JSONDecoder().decode([Name].self, from: Data(text.utf8)) else {
                throw refusal("its metadata `\(key)` is no JSON array of texts")
            }
            guard found.count == vectors.size(0) else {
                throw refusal(
                    "\(vectors.size(0)) embeddings, but \(found.count) names in its metadata `\(key)`"
                )
            }
            return found
        }
        guard let images = try names("images", String.self) else {
            throw refusal("its metadata lacks `images`, a JSON array of \(vectors.size(0)) texts")
        }
        self.init(
            vectors: vectors, images: images, individuals: try names("individuals", String?.self),
            model: file.metadata["model"])
    }

    /// Writes a file, beside its place first.
    ///
    /// - Throws: `TensorFileError` where it cannot be written.
    public func write(to path: String) throws {
        var file = StateDictionary()
        file[Self.tensorName] = vectors.contiguous()
        func text(_ names: some Encodable) throws -> String {
            String(decoding: try JSONEncoder().encode(names), as: UTF8.self)
        }
        file.metadata["images"] = try text(images)
        if let individuals { file.metadata["individuals"] = try text(individuals) }
        if let model { file.metadata["model"] = model }
        try file.write(to: path, format: .safetensors)
    }
}
