/// More photographs of an epoch were bad than a loader may skip.
public struct BadPhotographsError: Error, Sendable, CustomStringConvertible {
    /// The photographs, in the order in which they were met.
    public let photographs: [SkippedPhotograph]
    /// Samples that failed.
    public let skipped: Int
    /// Samples that were asked for.
    public let samples: Int
    /// The share that was allowed.
    public let tolerated: Double

    /// An error about photographs.
    public init(
        photographs: [SkippedPhotograph], skipped: Int, samples: Int, tolerated: Double
    ) {
        self.photographs = photographs
        self.skipped = skipped
        self.samples = samples
        self.tolerated = tolerated
    }

    /// How many, some of them by name, and what to do.
    public var description: String {
        let shown = photographs.prefix(5).map(\.reason)
        let more = photographs.count - shown.count
        return "\(skipped) of \(samples) samples could not be made, where "
            + "\(percent(tolerated)) may fail:\n  " + shown.joined(separator: "\n  ")
            + (more > 0 ? "\n  and \(more) more photographs" : "")
            + "\ncheck that the folder is whole and can be read, mend the photographs or take them out of "
            + "the table, or raise the share that may fail (--tolerate, loading.tolerated_bad_share)"
    }
}

/// A share as text: `10 %`.
func percent(_ share: Double) -> String {
    let tenths = (share * 1000).rounded()
    guard tenths.truncatingRemainder(dividingBy: 10) != 0 else { return "\(Int(tenths / 10)) %" }
    return "\(tenths / 10) %"
}
