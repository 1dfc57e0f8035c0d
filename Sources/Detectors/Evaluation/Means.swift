extension Collection where Element == Double {
    /// The arithmetic mean; `nil` of nothing.
    var mean: Double? { isEmpty ? nil : reduce(0, +) / Double(count) }
}

extension Collection where Element == Double? {
    /// The arithmetic mean of what is known; `nil` where nothing is.
    var knownMean: Double? { compactMap { $0 }.mean }
}
