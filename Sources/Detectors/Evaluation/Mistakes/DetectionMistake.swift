import Datasets

/// One thing that a detector does wrong, or not well.
///
/// The kinds are told apart much as by TIDE (Bolya et al., A General Toolbox for Identifying Object Detection Errors,
/// 2020).
public struct DetectionMistake: Sendable {
    /// What is wrong.
    public enum Kind: Sendable, CaseIterable {
        /// A truth that no detection is near.
        case missed
        /// A detection where there is nothing.
        case invented
        /// A further detection of a truth that is found.
        case repeated
        /// A detection that overlaps a truth, but not enough.
        case misplaced
        /// A detection that counts as right, but fits loosely.
        case loose
        /// A detection that lies on a truth of another class.
        case misnamed
    }

    /// What is wrong.
    public let kind: Kind
    /// The photograph's place among those that were judged.
    public let photograph: Int
    /// The truth in question; of a repeated box the one that it repeats.
    public let truth: BoxLabel?
    /// The detection in question.
    public let detection: BoxLabel?
    /// The intersection over union of both; 0 where one is missing.
    public let overlap: Double

    init(_ kind: Kind, _ photograph: Int, truth: BoxLabel?, detection: BoxLabel?) {
        self.kind = kind
        self.photograph = photograph
        self.truth = truth
        self.detection = detection
        overlap =
            if let truth, let detection {
                detection.box.intersectionOverUnion(truth.box)
            } else {
                0
            }
    }
}
