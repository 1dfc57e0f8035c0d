/// What becomes of the last batch of an epoch where the rows do not fill it.
public enum LastBatch: Sendable, CaseIterable {
    /// It is smaller than the others.
    case keep
    /// It is left out; another epoch's order leaves out other rows.
    case drop
    /// It is filled from the start of the epoch's order, over and over where that is short.
    case fill

    /// An order, cut into batches of a size.
    func batches<Element>(of order: [Element], size: Int) -> [[Element]] {
        var batches = stride(from: 0, to: order.count, by: size).map { start in
            Array(order[start..<min(start + size, order.count)])
        }
        guard let last = batches.last, last.count < size else { return batches }
        switch self {
        case .keep: break
        case .drop: batches.removeLast()
        case .fill:
            let missing = (0..<size - last.count).map { order[$0 % order.count] }
            batches[batches.count - 1] += missing
        }
        return batches
    }

    static func check(batchSize: Int) {
        precondition(batchSize >= 1, "a batch has at least one sample, found \(batchSize)")
    }
}
