import Foundation
import Torch

/// Which photographs are among each other's nearest, and the sparse vector that this gives to each (arXiv 1701.08398,
/// sections 3.2 to 3.4).
struct ReciprocalGraph {
    /// The nearest nodes of each node, itself among them.
    private struct Nearest {
        let width: Int
        let nodes: [Int]

        func nodes(of node: Int, first count: Int) -> ArraySlice<Int> {
            nodes[node * width..<node * width + min(count, width)]
        }

        /// The nodes among the `count` nearest that have this one among their own.
        func reciprocal(_ node: Int, _ count: Int) -> [Int] {
            nodes(of: node, first: count).filter { nodes(of: $0, first: count).contains(node) }
        }
    }

    /// The greatest squared distance of each node to any other.
    private let greatest: [Double]
    private let vectors: [SparseVector]

    /// The graph of nodes, `[N, D]`, of length 1.
    init(_ nodes: Tensor, neighbours: Int, averaged: Int) {
        let count = nodes.size(0)
        let all = Embeddings(vectors: nodes, images: Array(repeating: "", count: count))
        let width = max(neighbours + 1, averaged)
        let found = NeighbourSearch(in: all, count: width).neighbours(of: all)
        let nearest = Nearest(
            width: found.rows.size(1), nodes: found.rows.array(of: Int.self))
        // Whoever is nearest to the opposite of a node is furthest from it.
        let opposite = Embeddings(vectors: -nodes, images: all.images)
        let greatest = NeighbourSearch(in: all, count: 1).neighbours(of: opposite).scores
            .array(of: Float.self).map { Self.distance(cosine: -$0) }
        self.greatest = greatest
        let plain = noGrad {
            (0..<count).map { node in
                Self.vector(
                    of: node, nearest, neighbours: neighbours, greatest: greatest[node],
                    nodes: nodes)
            }
        }
        vectors = (0..<count).map { node in
            SparseVector(
                meanOf: nearest.nodes(of: node, first: averaged).map { plain[$0] })
        }
    }

    /// The Jaccard distance of two nodes' vectors, 0 to 1.
    func jaccardDistance(_ one: Int, _ other: Int) -> Double {
        let shared = vectors[one].overlap(with: vectors[other])
        return 1 - shared / (2 - shared)
    }

    /// A squared distance from a node, over its greatest.
    func distance(from node: Int, cosine: Float) -> Double {
        greatest[node] > 0 ? Self.distance(cosine: cosine) / greatest[node] : 0
    }

    /// Between embeddings of length 1.
    private static func distance(cosine: Float) -> Double { max(0, 2 - 2 * Double(cosine)) }

    /// `exp(−distance)` of each node in the extended reciprocal set, over their sum.
    private static func vector(
        of node: Int, _ nearest: Nearest, neighbours: Int, greatest: Double, nodes: Tensor
    ) -> SparseVector {
        let reciprocal = nearest.reciprocal(node, neighbours + 1)
        // Among many copies of one photograph it may not be among its own nearest.
        let known = Set(reciprocal + [node])
        // Half as many, rounded as NumPy does.
        let half = Int((Double(neighbours) / 2).rounded(.toNearestOrEven)) + 1
        var extended = known
        for candidate in reciprocal {
            let further = nearest.reciprocal(candidate, half)
            let shared = further.count { known.contains($0) }
            if Double(shared) > 2 / 3 * Double(further.count) { extended.formUnion(further) }
        }
        let members = extended.sorted()
        let cosines = nodes.indexSelect(0, Tensor(members))
            .matmul(nodes[node]).array(of: Float.self)
        let weights = cosines.map { exp(greatest > 0 ? -distance(cosine: $0) / greatest : 0) }
        let sum = weights.reduce(0, +)
        return SparseVector(
            Dictionary(uniqueKeysWithValues: zip(members, weights.map { $0 / sum })))
    }
}
