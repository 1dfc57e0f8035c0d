import Torch

extension Embeddings {
    /// How well each query's individual is found in the whole database: the mean of the precision at every photograph
    /// of its individual, 0 to 1 (average precision; the mean over queries is the mAP).
    ///
    /// `nil` for queries whose individual is unknown, or not in the database. Photographs that are equally near stand
    /// in the database's order.
    ///
    /// - Parameters:
    ///   - database: embeddings of the same width, with individuals.
    ///   - own: for queries the database row that is the query itself, and does not count.
    public func averagePrecisions(in database: Embeddings, own: [Int?]? = nil) -> [Double?] {
        guard let known = database.individuals else {
            preconditionFailure("the database's embeddings lack individuals")
        }
        // Of each query all rows are put in order, by 8-byte indices.
        let block = max(1, (64 << 20) / (database.count * 8))
        return stride(from: 0, to: count, by: block).flatMap { start in
            let queries = Array(start..<min(start + block, count))
            let ownRows = own.map { own in queries.map { own[$0] } }
            let order = noGrad {
                vectors[start..<start + queries.count].matmul(database.vectors.transpose(0, 1))
                    .sort(1, descending: true).indices.array(of: Int.self)
            }
            return queries.indices.map { place -> Double? in
                guard let truth = individuals?[queries[place]] else { return nil }
                let nearest = order[place * database.count..<(place + 1) * database.count]
                return averagePrecision(
                    nearest.lazy.filter { row in ownRows?[place] != .some(row) }.map {
                        known[$0] == truth
                    })
            }
        }
    }

    /// The mean of the precision at each hit of a ranked list; `nil` where there is none.
    private func averagePrecision(_ isHit: some Sequence<Bool>) -> Double? {
        var hits = 0
        var sum = 0.0
        for (place, isHit) in isHit.enumerated() where isHit {
            hits += 1
            sum += Double(hits) / Double(place + 1)
        }
        return hits == 0 ? nil : sum / Double(hits)
    }
}
