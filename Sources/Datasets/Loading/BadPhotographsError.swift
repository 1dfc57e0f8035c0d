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
    private let problem: String
    private let option: String

    /// An error about photographs.
    ///
    /// - Parameters:
    ///   - problem: what happened to how many: the words behind the numbers.
    ///   - option: what raises the share that is allowed, as its user gives it.
    public init(
        photographs: [SkippedPhotograph], skipped: Int, samples: Int, tolerated: Double,
        problem: String = "samples could not be made", option: String = "--tolerate"
    ) {
        self.photographs = photographs
        self.skipped = skipped
        self.samples = samples
        self.tolerated = tolerated
        self.problem = problem
        self.option = option
    }

    /// How many, some of them by name, and what to do.
    public var description: String {
        let shown = photographs.prefix(5).map(\.reason)
        let more = photographs.count - shown.count
        return "\(skipped) of \(samples) \(problem), where "
            + "\(percent(tolerated)) may fail:\n  " + shown.joined(separator: "\n  ")
            + (more > 0 ? "\n  and \(more) more photographs" : "")
            + "\ncheck that the folder is whole and can be read, mend the photographs or take them out of "
            + "the table, or raise the share that may fail (\(option))"
    }
}

/// A share as text: `10 %`.
func percent(_ share: Double) -> String {
    let tenths = (share * 1000).rounded()
    guard tenths.truncatingRemainder(dividingBy: 10) != 0 else { return "\(Int(tenths / 10)) %" }
    return "\(tenths / 10) %"
}
