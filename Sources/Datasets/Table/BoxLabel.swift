/// A box with what is in it, how sure that is, and who says so.
public struct BoxLabel: Sendable, Hashable, Codable {
    /// The class of boxes from tables that name none.
    public static let unnamedClass = "animal"

    /// Where the thing is.
    public var box: Box
    /// What it is, such as `fin`, `fluke` or `body`.
    public var className: String
    /// 0 to 1, of a detector; `nil` for a box that a person drew.
    public var confidence: Double?
    /// Where the box comes from: the name of the format it was imported from, or of the model that
    /// found it. Never empty.
    public var origin: String

    /// A box with what is in it.
    public init(_ box: Box, className: String, confidence: Double? = nil, origin: String) {
        self.box = box
        self.className = className
        self.confidence = confidence
        self.origin = origin
    }
}
