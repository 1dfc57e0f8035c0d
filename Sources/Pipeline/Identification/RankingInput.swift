import Datasets
import Ranking
import TensorFiles

/// Embeddings that belong together: of the same photographs, by one model or several.
public struct RankingInput {
    /// The embeddings of each model, with the same images in the same order.
    public let models: [Embeddings]
    /// The files.
    public let paths: [String]

    /// Reads files, one of each model.
    ///
    /// - Parameter table: who the photographs show, and what; `nil` believes the files.
    /// - Throws: `TensorFileError` where a file cannot be read, or is of other photographs than the first.
    public init(_ paths: [String], table: PhotographTable? = nil) throws {
        precondition(!paths.isEmpty, "at least one file of embeddings")
        self.paths = paths
        let first = try Embeddings(contentsOf: paths[0], table: table)
        models = try paths.enumerated().map { place, path in
            guard place > 0 else { return first }
            let found = try Embeddings(contentsOf: path, table: table)
            if found.images == first.images { return found }
            let rows = first.rows(in: found).compactMap { $0 }
            guard rows.count == first.count, found.count == first.count else {
                throw TensorFileError(
                    path: path,
                    problem:
                        "it holds other photographs than \(paths[0]), \(found.count) and \(first.count)",
                    advice: "embed the same photographs with each model", kind: .malformed)
            }
            guard Set(rows).count == rows.count else {
                throw TensorFileError(
                    path: path,
                    problem:
                        "its photographs stand in another order than in \(paths[0]), and some share a name",
                    advice: "embed the photographs in one order with each model", kind: .malformed)
            }
            return found.rows(rows)
        }
    }

    /// Looks whether others may be compared with these, model by model.
    ///
    /// - Throws: `TensorFileError` that names two files.
    public func checkComparable(with other: RankingInput) throws {
        guard models.count == other.models.count else {
            throw TensorFileError(
                path: other.paths[0],
                problem:
                    "embeddings of \(other.models.count) models, but the database has \(models.count)",
                advice: "give for each model a database, queries and validation, in the same order",
                kind: .malformed)
        }
        for index in models.indices {
            try models[index].checkComparable(
                with: other.models[index], at: (paths[index], other.paths[index]))
        }
    }

    /// Looks whether it is known whom they show.
    ///
    /// - Throws: `TensorFileError` where it is not.
    public func checkNamed() throws {
        guard !models[0].knownIndividuals.isEmpty else {
            throw TensorFileError(
                path: paths[0], problem: "expected embeddings with individuals, found none",
                advice: "give the table that names individuals", kind: .malformed)
        }
    }

    /// Looks whether each photograph can be answered: whether there are any, each with a name of its own.
    ///
    /// - Throws: `TensorFileError` where it cannot.
    public func checkAnswerable() throws {
        func refusal(_ problem: String, _ advice: String) -> TensorFileError {
            TensorFileError(path: paths[0], problem: problem, advice: advice, kind: .malformed)
        }
        guard models[0].count > 0 else {
            throw refusal("expected embeddings, found none", "embed photographs to name")
        }
        var seen: Set<String> = []
        if let twice = models[0].images.first(where: { !seen.insert($0).inserted }) {
            throw refusal(
                "several embeddings are of \(twice)",
                "cut out animals first, by `flukeprint crop`, so that each has a picture of its own"
            )
        }
    }
}
