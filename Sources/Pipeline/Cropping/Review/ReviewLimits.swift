/// From where on a person should look at a photograph.
public struct ReviewLimits: Sendable, Hashable {
    /// Boxes with a lower confidence are doubtful.
    public var doubtfulConfidence = 0.5
    /// Boxes with a shorter edge of fewer of the photograph's pixels are tiny.
    public var tinyEdge = 32.0
    /// Two boxes of a class overlap where they share at least this part of the smaller one.
    public var sharedPart = 0.5
    /// Boxes at most so many pixels from the photograph's edge touch it, or a thousandth of its longer edge where that is
    /// more: detectors and people rarely hit it to the pixel.
    public var edgeDistance = 1.0

    /// The defaults.
    public init() {}
}
