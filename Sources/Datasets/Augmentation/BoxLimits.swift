/// Which boxes stay when parts of them leave the picture.
public struct BoxLimits: Sendable, Hashable {
    /// The share of a box's area that must be seen, 0 to 1.
    public var visibleShare: Double
    /// The least width and height of what is seen, in pixels.
    public var shortestEdge: Double

    /// Limits.
    public init(visibleShare: Double = 0.2, shortestEdge: Double = 2) {
        precondition(
            (0...1).contains(visibleShare) && shortestEdge >= 0,
            "a share of \(visibleShare), an edge of \(shortestEdge) pixels")
        self.visibleShare = visibleShare
        self.shortestEdge = shortestEdge
    }
}
