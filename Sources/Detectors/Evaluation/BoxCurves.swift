/// How precision, recall and F1 go together with confidence.
public struct BoxCurves: Sendable, Codable {
    /// The curves of one class.
    public struct Class: Sendable, Codable {
        /// The class.
        public let name: String
        /// The best precision at each of ``recalls`` or beyond, 0 where it is never reached (COCO's interpolation).
        public let precisions: [Double]
        /// F1 at each of ``confidences``.
        public let f1: [Double]
    }

    /// From which intersection over union on a truth counts as found.
    public let overlap: Double
    /// 0, .01 … 1.
    public let recalls: [Double]
    /// 0, .01 … 1.
    public let confidences: [Double]
    /// Classes that have truths.
    public let classes: [Class]
    /// The means of the classes at each of ``confidences``.
    public let points: [OperatingPoint]

    /// The mean of the classes' precisions at each of ``recalls``; empty without truths.
    public var meanPrecisions: [Double] {
        guard !classes.isEmpty else { return [] }
        return recalls.indices.map { place in
            classes.reduce(0) { $0 + $1.precisions[place] } / Double(classes.count)
        }
    }
}
