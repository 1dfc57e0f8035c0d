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
        if let problem = Self.problem(of: vectors) { throw refusal(problem) }
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
            vectors: vectors, images: images,
            // Python's libraries like to write what is not known as an empty text.
            individuals: try names("individuals", String?.self)?.map { $0 == "" ? nil : $0 },
            model: file.metadata["model"])
    }

    /// Why a tensor out of a file cannot be embeddings; `nil` where it can.
    package static func problem(of vectors: Tensor) -> String? {
        guard vectors.rank == 2, vectors.size(1) > 0, vectors.dtype.isFloatingPoint else {
            return "expected real numbers [N, D], found \(vectors.dtype) \(vectors.shape)"
        }
        // Lengths tell of the numbers, and of what float32 cannot hold.
        let lengths = noGrad { vectors.to(.float32).norm(1) }
        guard lengths.isFinite.all().item() == 1 else {
            return "some embeddings are not finite numbers"
        }
        return nil
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
