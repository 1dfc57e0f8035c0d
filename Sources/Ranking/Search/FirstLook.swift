import Torch

/// What a first look at a database reads, before the few rows that may be among the nearest are compared exactly.
///
/// Shorter numbers are read and multiplied faster. How far off they may be is known for each row, so that none of the
/// nearest is missed.
public enum FirstLookPrecision: String, Sendable, CaseIterable {
    /// The database itself.
    case float32
    /// A copy of half the size.
    case bfloat16
    /// A copy of a quarter of the size: integers, with a scale for each row.
    case int8

    /// What is fast on this processor: `bfloat16` where it multiplies these, else `float32`.
    public static var automatic: Self { Runtime.multipliesBfloat16 ? .bfloat16 : .float32 }
}

/// A database as a first look sees it: scores of it are guesses, with a bound on how far they may be off.
struct FirstLook {
    /// Scores of a block of rows.
    struct Guess {
        /// `[Q, B]`, `float32` or `bfloat16`.
        let scores: Tensor
        /// How far two scores of a query may lie apart and yet stand the other way round, `[Q]`.
        let margins: Tensor
    }

    /// Up to so many queries, reading the database takes longer than multiplying.
    private static let fewQueries = 16

    /// For how many rows per neighbour that is wanted there should be room, so that few queries are looked at twice.
    let candidatesPerNeighbour: Int
    private let rows: Tensor
    private let scales: Tensor?
    /// The greatest length of the difference between a row and its copy.
    private let error: Double

    /// A look at rows of length 1, `[N, D]`.
    init(_ vectors: Tensor, precision: FirstLookPrecision) {
        switch precision {
        case .float32:
            candidatesPerNeighbour = 2
            rows = vectors
            scales = nil
            error = 0
        case .bfloat16:
            candidatesPerNeighbour = 4
            rows = vectors.to(.bfloat16)
            scales = nil
            error = Self.error(vectors, rows)
        case .int8:
            candidatesPerNeighbour = 16
            let scales = Tensor.empty([vectors.size(0), 1])
            rows = Tensor.empty(vectors.shape, dtype: .int8)
            for block in Self.blocks(of: vectors) {
                scales[block] =
                    vectors[block].abs().max(1, keepDimensions: true).clamp(min: 1e-12) / 127
                rows[block] = (vectors[block] / scales[block]).round().to(.int8)
            }
            self.scales = scales.flatten()
            error = Self.error(vectors, rows, scales: scales)
        }
    }

    /// How many rows are looked at in one go, for so many queries.
    func blockSize(queries: Int) -> Int { queries <= Self.fewQueries ? 1 << 18 : 1 << 12 }

    /// Guesses the scores of queries of length 1 with a block of rows.
    func guess(_ queries: Tensor, _ block: Range<Int>) -> Guess {
        let part = rows[block]
        let scales = scales?[block]
        if queries.size(0) <= Self.fewQueries {
            return Guess(
                scores: queries.innerProducts(with: part, scales: scales),
                margins: margins(Tensor.zeros([queries.size(0)])))
        }
        if part.dtype == .float32 {
            return Guess(
                scores: queries.matmul(part.transpose(0, 1)),
                margins: margins(Tensor.zeros([queries.size(0)])))
        }
        let short = queries.to(.bfloat16)
        let queryErrors = (queries - short.to(.float32)).norm(1)
        // Integers up to 127 are exact in bfloat16.
        let products = short.matmul(part.to(.bfloat16).transpose(0, 1))
        guard let scales else { return Guess(scores: products, margins: margins(queryErrors)) }
        return Guess(
            scores: products.to(.float32) * scales, margins: margins(queryErrors + 0x1p-9))
    }

    /// Twice what a score may be off: by what queries and rows lost, and by the rounding of sums, here and where they are
    /// compared exactly.
    private func margins(_ queryErrors: Tensor) -> Tensor {
        let rounding = Double(rows.size(1)) * 0x1p-23
        return (queryErrors * (1 + error) + (error + rounding)) * 2.01
    }

    /// Some thousand rows at a time, so that what is made of them on the way stays small.
    private static func blocks(of vectors: Tensor) -> [Range<Int>] {
        stride(from: 0, to: vectors.size(0), by: 1 << 14).map {
            $0..<min($0 + 1 << 14, vectors.size(0))
        }
    }

    /// The greatest length of a row's difference from its copy.
    private static func error(
        _ vectors: Tensor, _ copies: Tensor, scales: Tensor? = nil
    ) -> Double {
        blocks(of: vectors).reduce(0) { greatest, block in
            let copy = copies[block].to(.float32)
            let difference = vectors[block] - (scales.map { copy * $0[block] } ?? copy)
            return max(greatest, difference.norm(1).max().item())
        }
    }
}
