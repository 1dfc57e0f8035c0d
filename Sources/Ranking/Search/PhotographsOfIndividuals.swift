import Torch

/// The photographs of each individual in a database.
struct PhotographsOfIndividuals {
    private let database: Embeddings
    private let rows: [String: [Int]]

    init(in database: Embeddings) {
        self.database = database
        rows = (database.individuals ?? []).enumerated().reduce(into: [:]) { rows, entry in
            if let name = entry.element { rows[name, default: []].append(entry.offset) }
        }
    }

    /// Individuals by their nearest photographs, those without one left out; the first of equally near ones.
    ///
    /// - Parameters:
    ///   - query: an embedding, `[D]`.
    ///   - own: the row that is the query itself, and is passed over.
    func nearest(of individuals: [String], to query: Tensor, own: Int?) -> [Candidate] {
        let places = individuals.flatMap { name in
            (rows[name] ?? []).filter { $0 != own }.map { (individual: name, row: $0) }
        }
        guard !places.isEmpty else { return [] }
        let cosines = noGrad {
            query.unsqueeze(0)
                .innerProducts(
                    with: database.vectors.indexSelect(0, Tensor(places.map(\.row)))
                ).array(of: Float.self)
        }
        var found: [Candidate] = []
        for (place, cosine) in zip(places, cosines) {
            let candidate = Candidate(
                individual: place.individual, score: cosine, row: place.row)
            // Photographs of one individual stand together.
            if found.last?.individual != place.individual {
                found.append(candidate)
            } else if cosine > found[found.count - 1].score {
                found[found.count - 1] = candidate
            }
        }
        return found
    }
}
