import ArgumentParser
import Ranking
import TensorFiles

/// How embeddings are drawn towards their nearest before they are compared.
struct ExpansionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Draw each query towards so many of its nearest photographs first.", valueName: "k"))
    var queryExpansion: Int?

    @Option(
        help: ArgumentHelp(
            "Draw each of the database's photographs towards so many others first.",
            valueName: "k"))
    var databaseAugmentation: Int?

    @Option(
        help: ArgumentHelp(
            "How much more near photographs count in both: their cosine to this power, 3 by default.",
            valueName: "power"))
    var expansionExponent: Double?

    func validate() throws {
        guard queryExpansion ?? 1 > 0, databaseAugmentation ?? 1 > 0 else {
            throw ValidationError("--query-expansion and --database-augmentation are 1 or more.")
        }
        if let expansionExponent {
            guard expansionExponent >= 0, expansionExponent.isFinite else {
                throw ValidationError("--expansion-exponent is 0 or more.")
            }
            guard isExpanded else {
                throw ValidationError(
                    "--expansion-exponent belongs to --query-expansion or --database-augmentation.")
            }
        }
    }

    /// Whether embeddings are not compared as they are.
    var isExpanded: Bool { queryExpansion != nil || databaseAugmentation != nil }

    /// What is done to queries.
    var expansion: QueryExpansion? { expansion(by: queryExpansion) }

    /// What is done to the database.
    var augmentation: QueryExpansion? { expansion(by: databaseAugmentation) }

    /// Refuses to mix queries into their own neighbours; `path` is the queries' file.
    func check(_ queries: Embeddings, in database: Embeddings, path: String) throws {
        guard databaseAugmentation != nil,
            let row = queries.rows(in: database).firstIndex(where: { $0 != nil })
        else { return }
        throw TensorFileError(
            path: path,
            problem: "\(queries.images[row]) is in the database too, and would be mixed into it",
            advice: "leave out --database-augmentation", kind: .malformed)
    }

    private func expansion(by neighbours: Int?) -> QueryExpansion? {
        neighbours.map { QueryExpansion(neighbours: $0, exponent: expansionExponent ?? 3) }
    }
}
