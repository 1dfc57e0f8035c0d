import Datasets
import Foundation
import Ranking
import TensorFiles

/// Photographs of animals that nobody knows yet, clustered by their embeddings into individuals with provisional names.
struct ProvisionalIndividuals {
    /// What provisional names begin with; four digits and more follow.
    static let prefix = "provisional_"
    /// Comparing each photograph with each needs memory for the square of this number.
    private static let limit = 10_000

    /// The individual of each photograph; `nil` for photographs in clusters that are too small.
    let names: [String?]

    /// Clusters photographs; the largest cluster has the first name.
    ///
    /// - Parameters:
    ///   - images: the photographs, as the embeddings call them.
    ///   - embeddings: those of the teacher.
    ///   - taken: individuals that there are; names are numbered on from provisional ones among them.
    ///   - path: the embeddings' file, for errors.
    /// - Throws: `TensorFileError` where a photograph has no embedding, `RunError` where there are too many.
    init(
        of images: [String], _ embeddings: Embeddings, _ settings: PseudoLabelSettings,
        besides taken: Set<String>, path: String
    ) throws {
        guard images.count <= Self.limit else {
            throw RunError(
                "\(images.count) photographs are answered new_individual, and \(Self.limit) can be clustered",
                advice: "raise the confidence")
        }
        let places = Dictionary(
            zip(embeddings.images, embeddings.images.indices),
            uniquingKeysWith: { first, _ in first })
        let rows = try images.map { image in
            guard let row = places[image] else {
                throw TensorFileError(
                    path: path, problem: "it holds no embedding of '\(image)'",
                    advice: "embed all photographs that were predicted", kind: .malformed)
            }
            return row
        }
        guard !rows.isEmpty else {
            names = []
            return
        }
        let clusters = AverageLinkage(
            of: embeddings.rows(rows).vectors, similarity: settings.clusterSimilarity
        ).clusters
        let sizes = clusters.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        let kept = sizes.filter { $0.value >= settings.clusterPhotographs }
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let start = taken.compactMap(Self.number).max() ?? 0
        let numbered = kept.enumerated().map { index, cluster in
            (cluster.key, Self.prefix + String(format: "%04d", start + index + 1))
        }
        let found = Dictionary(uniqueKeysWithValues: numbered)
        names = clusters.map { found[$0] }
    }

    private static func number(of name: String) -> Int? {
        name.hasPrefix(prefix) ? Int(name.dropFirst(prefix.count)) : nil
    }
}
