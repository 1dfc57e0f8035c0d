import Torch

/// Clusters of embeddings: agglomerative clustering by the cosine, with average linkage.
///
/// Of all clusters, the two whose photographs are most alike on average are joined, until none are more alike than a
/// similarity. The result is that of scikit-learn's `AgglomerativeClustering` with `metric="cosine"`,
/// `linkage="average"` and a `distance_threshold` of 1 − similarity. Chains of nearest neighbours find it in O(N²)
/// (Murtagh, 1983); N² numbers are held.
public struct AverageLinkage: Sendable {
    /// The cluster of each row, numbered in the order of their first rows.
    public let clusters: [Int]

    /// Clusters rows.
    ///
    /// - Parameters:
    ///   - vectors: `[N, D]`, rows of length 1.
    ///   - similarity: the mean cosine that clusters must exceed to be joined, −1 to 1.
    public init(of vectors: Tensor, similarity: Double) {
        let count = vectors.size(0)
        guard count > 0 else {
            clusters = []
            return
        }
        let distances = noGrad { 1 - vectors.matmul(vectors.transpose(0, 1)) }
        var tree = Chain(
            distances: distances.array(of: Float.self), count: count,
            limit: Float(1 - similarity))
        tree.join()
        var numbers: [Int: Int] = [:]
        clusters = (0..<count).map { row in
            let root = tree.root(of: row)
            let number = numbers[root] ?? numbers.count
            numbers[root] = number
            return number
        }
    }
}

/// A chain of clusters, each the nearest of the one before, whose end joins once two are each other's nearest.
private struct Chain {
    /// Mean distances of clusters, `[N, N]`, where a cluster stands in the row of one of its members.
    private var distances: [Float]
    private let count: Int
    private let limit: Float
    private var sizes: [Int]
    private var parents: [Int]
    /// Rows whose clusters may be joined still.
    private var active: [Int]
    private var places: [Int]

    init(distances: [Float], count: Int, limit: Float) {
        var distances = distances
        // Both halves are the same to the bit, as a chain could go in circles otherwise.
        for row in 0..<count {
            for column in 0..<row {
                distances[row * count + column] = distances[column * count + row]
            }
        }
        self.distances = distances
        self.count = count
        self.limit = limit
        sizes = Array(repeating: 1, count: count)
        parents = Array(0..<count)
        active = Array(0..<count)
        places = active
    }

    /// The row that stands for the cluster of a row.
    func root(of row: Int) -> Int {
        var row = row
        while parents[row] != row { row = parents[row] }
        return row
    }

    /// Joins clusters until none are near enough.
    mutating func join() {
        var chain: [Int] = []
        while let first = active.first {
            let end = chain.last ?? first
            if chain.isEmpty { chain.append(end) }
            let before = chain.count > 1 ? chain[chain.count - 2] : nil
            guard let near = nearest(of: end, preferring: before),
                distances[end * count + near] < limit
            else {
                // Joining others brings none of them nearer than the nearest was.
                remove(end)
                chain.removeAll()
                continue
            }
            if near == before {
                chain.removeLast(2)
                join(end, into: near)
            } else {
                chain.append(near)
            }
        }
    }

    private func nearest(of row: Int, preferring before: Int?) -> Int? {
        var best = before
        var least = before.map { distances[row * count + $0] } ?? .infinity
        for other in active where other != row {
            let distance = distances[row * count + other]
            if distance < least {
                least = distance
                best = other
            }
        }
        return best
    }

    private mutating func join(_ row: Int, into kept: Int) {
        remove(row)
        let (own, others) = (Float(sizes[row]), Float(sizes[kept]))
        for other in active where other != kept {
            let mean =
                (own * distances[row * count + other] + others * distances[kept * count + other])
                / (own + others)
            distances[kept * count + other] = mean
            distances[other * count + kept] = mean
        }
        sizes[kept] += sizes[row]
        parents[row] = kept
    }

    private mutating func remove(_ row: Int) {
        let place = places[row]
        let last = active.removeLast()
        if last != row {
            active[place] = last
            places[last] = place
        }
    }
}
