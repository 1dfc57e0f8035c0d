/// All that a YOLOv5 is made from but its weights.
public struct YOLOv5Configuration: Hashable, Sendable, Codable {
    /// How deep and wide it is.
    public var size: YOLOv5Size
    /// How many classes it tells apart.
    public var classCount: Int
    /// The anchors that a fresh network starts with; weight files bring their own.
    public var anchors: Anchors

    /// A network of that size.
    public init(_ size: YOLOv5Size, classCount: Int, anchors: Anchors = .published) {
        precondition(classCount >= 1, "a detector finds at least one class")
        self.size = size
        self.classCount = classCount
        self.anchors = anchors
    }
}
