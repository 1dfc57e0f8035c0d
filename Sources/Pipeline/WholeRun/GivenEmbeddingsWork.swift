import Datasets
import Ranking
import TensorFiles

extension RunContext {
    /// Takes embeddings from elsewhere, for the photographs of both parts.
    ///
    /// - Throws: `TensorFileError` where a file cannot be read, lacks too many photographs, or the two are of different
    ///   models or widths.
    func takeEmbeddings(_ round: Int, fold: Int) throws {
        let (known, queries) = (configuration.embed.known, configuration.embed.queries)
        let database = try taken(known, .known)
        let named = try taken(queries, .queries)
        try database.checkComparable(with: named, at: (known, queries))
        let files = paths.round(round, fold: fold)
        try database.write(to: files.embedded(.known))
        try named.write(to: files.embedded(.queries))
    }

    /// The embeddings of a part's photographs, in the order of its table, with the individuals that it names.
    private func taken(_ path: String, _ part: RunPaths.Part) throws -> Embeddings {
        let table = try Dataset(contentsOf: seen(part)).table
        let found =
            path.hasSuffix(".npy")
            ? try Embeddings(contentsOf: path, table: table) : try Embeddings(contentsOf: path)
        let places = Dictionary(
            zip(found.images, found.images.indices), uniquingKeysWith: { first, _ in first })
        let rows = (0..<table.count).filter { places[table[$0].path] != nil }
        let missing = table.count - rows.count
        guard Double(missing) <= 0.1 * Double(table.count) else {
            let example = table.photographs.first { places[$0.path] == nil }?.path ?? ""
            throw TensorFileError(
                path: path,
                problem: "it lacks \(missing) of \(table.count) photographs, such as \(example)",
                advice: "embed the photographs of the same table", kind: .malformed)
        }
        report("\(rows.count) embeddings of \(part.rawValue) from elsewhere, \(missing) lacking")
        let individuals = rows.map { table[$0].individual }
        return Embeddings(
            vectors: found.rows(rows.compactMap { places[table[$0].path] }).vectors,
            images: rows.map { table[$0].path },
            individuals: individuals.contains { $0 != nil } ? individuals : nil,
            model: found.model)
    }
}
