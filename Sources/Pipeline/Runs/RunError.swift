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

    /// Problem and advice.
    public var description: String { "\(problem); \(advice)" }
}
