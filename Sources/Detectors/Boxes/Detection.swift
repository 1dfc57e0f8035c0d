import Datasets

/// A thing that a detector found in a picture.
public struct Detection: Sendable, Hashable {
    /// Where it is, in pixels.
    public var box: Box
    /// What it is: the class's number, from 0.
    public var classIndex: Int
    /// How sure that is, 0 to 1: objectness times the class's score.
    public var confidence: Double

    /// A found thing.
    public init(box: Box, classIndex: Int, confidence: Double) {
        self.box = box
        self.classIndex = classIndex
        self.confidence = confidence
    }
}
