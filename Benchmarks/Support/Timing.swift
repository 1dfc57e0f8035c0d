/// Seconds that `body` takes.
package func seconds(_ body: () throws -> Void) rethrows -> Double {
    try ContinuousClock().measure(body) / .seconds(1)
}

/// The middle value, or the mean of the two in the middle.
package func median(_ values: [Double]) -> Double {
    precondition(!values.isEmpty, "no values, no median")
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
