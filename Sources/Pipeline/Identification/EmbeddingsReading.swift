import Datasets
import Foundation
import Ranking
import TensorFiles
import Torch

extension Embeddings {
    /// Reads embeddings as `embed` writes them: safetensors, or NumPy's `.npy`, `[N, D]`, beside the table of its rows.
    ///
    /// - Parameters:
    ///   - path: a safetensors or `.npy` file.
    ///   - table: tells who the photographs show, whatever the file says. Where no table of the same name lies beside
    ///     `.npy`, it is the table of its rows, too.
    /// - Throws: `TensorFileError` where the file cannot be read, or does not fit the table; `DatasetError` where the
    ///   table beside it cannot be read.
    public init(contentsOf path: String, table: PhotographTable?) throws {
        guard WeightFileFormat(ending: path) == .numPy else {
            let found = try Embeddings(contentsOf: path)
            self = try table.map { try found.named(by: $0, path: path) } ?? found
            return
        }
        func refusal(_ problem: String, _ advice: String) -> TensorFileError {
            TensorFileError(path: path, problem: problem, advice: advice, kind: .malformed)
        }
        let state = try StateDictionary(contentsOf: path)
        guard let vectors = state.names.first.flatMap({ state[$0] }) else {
            throw refusal("expected an array, found none", "write one row per photograph")
        }
        if let problem = Self.problem(of: vectors) {
            throw refusal(problem, "write one row per photograph")
        }
        let beside = Self.tablePath(beside: path)
        guard let table else {
            guard FileManager.default.fileExists(atPath: beside) else {
                throw refusal(
                    "NumPy's files do not name photographs",
                    "give the table of its rows, or put it beside, as \(beside)")
            }
            let rows = try Dataset(contentsOf: beside).table
            self = try Self.rows(vectors, of: rows, called: beside, path: path)
            return
        }
        // What lies beside it may be another table.
        if let rows = try? Dataset(contentsOf: beside).table, rows.count == vectors.size(0) {
            self = try Self.rows(vectors, of: rows, called: beside, path: path)
                .named(by: table, path: path)
        } else {
            self = try Self.rows(vectors, of: table, called: "the table", path: path)
        }
    }

    /// Where the table of a `.npy` file's rows lies.
    public static func tablePath(beside path: String) -> String {
        "\(path.dropLast("npy".count))csv"
    }

    private static func rows(
        _ vectors: Tensor, of table: PhotographTable, called name: String, path: String
    ) throws -> Embeddings {
        guard vectors.size(0) == table.count else {
            throw TensorFileError(
                path: path,
                problem: "it holds \(vectors.size(0)) embeddings, but \(name) \(table.count) rows",
                advice: "give the table that the embeddings were made from", kind: .malformed)
        }
        let individuals = table.photographs.map(\.individual)
        return Embeddings(
            vectors: vectors, images: table.photographs.map(\.path),
            individuals: individuals.contains { $0 != nil } ? individuals : nil)
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
