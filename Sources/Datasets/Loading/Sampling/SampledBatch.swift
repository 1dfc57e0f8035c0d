/// The rows of one batch, and their places in the epoch.
public struct SampledBatch: Sendable, Hashable {
    /// Places in the data set, from 0.
    public let rows: [Int]
    /// The place of the first of them in the whole epoch, from 0; the others follow it.
    ///
    /// The seed of a sample is made of its place: where several processes share an epoch, places stay those of
    /// the whole.
    public let firstPosition: Int

    /// A batch.
    public init(rows: [Int], firstPosition: Int) {
        self.rows = rows
        self.firstPosition = firstPosition
    }
}

extension SampledBatch {
    /// Batches one after another.
    static func batches(of rows: [[Int]]) -> [SampledBatch] {
        var position = 0
        return rows.map { rows in
            defer { position += rows.count }
            return SampledBatch(rows: rows, firstPosition: position)
        }
    }
}
