/// The name of the part of a data set that a photograph belongs to.
///
/// Any text; those below are what this library writes.
public struct SplitName: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible,
    ExpressibleByStringLiteral
{
    /// For learning.
    public static let train: SplitName = "train"
    /// For choosing between models and thresholds.
    public static let validation: SplitName = "validation"
    /// For the last judgement.
    public static let test: SplitName = "test"
    /// The known individuals that queries are compared with.
    public static let database: SplitName = "database"
    /// Photographs to identify.
    public static let query: SplitName = "query"
    /// Photographs on neither side.
    public static let unused: SplitName = "unused"

    /// The part held out in one of several folds, `fold-0` being the first.
    public static func fold(_ number: Int) -> SplitName { SplitName(rawValue: "fold-\(number)") }

    /// The name.
    public let rawValue: String

    /// Any name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Any name.
    public init(stringLiteral value: String) { rawValue = value }

    /// The name.
    public var description: String { rawValue }
}
