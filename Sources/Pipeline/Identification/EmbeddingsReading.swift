import Datasets
import Ranking
import TensorFiles
import Torch

extension Embeddings {
    /// Reads embeddings as `embed` writes them, or as NumPy does (`.npy`, `[N, D]`) with a table whose rows they are.
    ///
    /// - Parameters:
    ///   - path: a safetensors or `.npy` file.
    ///   - table: tells who the photographs show, whatever the file says; needed beside `.npy`.
    /// - Throws: `TensorFileError` where the file cannot be read, or does not fit the table.
    public init(contentsOf path: String, table: PhotographTable?) throws {
        guard path.hasSuffix(".npy") else {
            let found = try Embeddings(contentsOf: path)
            self = try table.map { try found.named(by: $0, path: path) } ?? found
            return
        }
        func refusal(_ problem: String, _ advice: String) -> TensorFileError {
            TensorFileError(path: path, problem: problem, advice: advice, kind: .malformed)
        }
        guard let table else {
            throw refusal("NumPy's files do not name photographs", "give the table of its rows too")
        }
        let state = try StateDictionary(contentsOf: path)
        guard let vectors = state.names.first.flatMap({ state[$0] }), vectors.rank == 2,
            vectors.dtype.isFloatingPoint
        else { throw refusal("expected real numbers [N, D]", "write one row per photograph") }
        guard vectors.size(0) == table.count else {
            throw refusal(
                "\(vectors.size(0)) embeddings, but \(table.count) rows in the table",
                "give the table that the embeddings were made from")
        }
        guard vectors.isFinite.all().item() == 1 else {
            throw refusal("some embeddings are not finite numbers", "make them anew")
        }
        self.init(
            vectors: vectors, images: table.photographs.map(\.path),
            individuals: table.photographs.map(\.individual))
    }

    /// The same embeddings, with the individuals that a table names.
    private func named(by table: PhotographTable, path: String) throws -> Embeddings {
        let known = Dictionary(
            table.photographs.map { ($0.path, $0.individual) },
            uniquingKeysWith: { first, _ in first })
        let individuals = try images.map { image in
            guard let individual = known[image] else {
                throw TensorFileError(
                    path: path, problem: "the table has no row for its photograph \(image)",
                    advice: "give the table that the embeddings were made from", kind: .malformed)
            }
            return individual
        }
        return Embeddings(
            vectors: vectors, images: images, individuals: individuals, model: model)
    }
}
