/// Why a photograph could not be read or written.
public struct ImageError: Error, Sendable, CustomStringConvertible {
    /// What a caller may want to tell apart.
    public enum Kind: Sendable {
        /// There is no such file, or it may not be read.
        case missing
        /// The file is damaged or cut short, or what was asked of it is not in it.
        case malformed
        /// The file is of a format or a kind that is not read.
        case unsupported
        /// The file, or the picture that it declares, is larger than the limits.
        case tooLarge
        /// The file cannot be written.
        case unwritable
    }

    /// What a caller may want to tell apart.
    public let kind: Kind
    /// The file, as the caller named it; bytes that are no UTF-8 stand as "�".
    public let path: String
    /// What was expected and what was found.
    public let problem: String
    /// What to do next, where there is something to do.
    public let advice: String?

    /// An error about one file.
    public init(path: String, problem: String, advice: String? = nil, kind: Kind) {
        self.kind = kind
        self.path = path
        self.problem = problem
        self.advice = advice
    }

    /// The file, the problem and the advice in one line.
    public var description: String {
        guard let advice else { return "\(path): \(problem)" }
        return "\(path): \(problem); \(advice)"
    }
}
