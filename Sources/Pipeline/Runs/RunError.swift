/// Why a run cannot go on, though its files are as they should be.
public struct RunError: Error, Sendable, CustomStringConvertible {
    /// What happened, and where.
    public let problem: String
    /// What to do next.
    public let advice: String

    /// A problem with what to do about it.
    public init(_ problem: String, advice: String) {
        self.problem = problem
        self.advice = advice
    }

    /// A number that training cannot go on from.
    static func notFinite(_ what: String, _ value: Double? = nil) -> RunError {
        RunError(
            "\(what) is \(value.map { "\($0)" } ?? "no finite number")",
            advice: "the last checkpoint is whole; start anew in another folder with a lower "
                + "`optimizer.learning_rate`, or with `training.precision=float32`")
    }

    /// Problem and advice.
    public var description: String { "\(problem); \(advice)" }
}
