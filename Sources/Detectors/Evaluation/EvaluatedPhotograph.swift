import Datasets

/// A photograph with the boxes that people drew in it, and those that a detector found.
///
/// All boxes are in pixels of the photograph.
public struct EvaluatedPhotograph: Sendable {
    /// What reports call it: its path below the folder of photographs.
    public let name: String
    /// Its size, which only shares of its width need; `nil` where it is not known.
    public let size: PictureSize?
    /// What is there to be found.
    public let truths: [BoxLabel]
    /// Boxes around several animals that nobody told apart (COCO's `iscrowd`): they need not be found, and
    /// detections in them, however many, are neither right nor wrong.
    public let crowds: [BoxLabel]
    /// What was found; a box without a confidence counts as one of confidence 1.
    public let detections: [BoxLabel]

    /// A photograph with its boxes.
    public init(
        _ name: String, size: PictureSize? = nil, truths: [BoxLabel], crowds: [BoxLabel] = [],
        detections: [BoxLabel]
    ) {
        for labels in [truths, crowds, detections] {
            precondition(
                labels.allSatisfy { $0.box.unit == .pixels },
                "boxes are compared in pixels, found fractions in \(name)")
        }
        self.name = name
        self.size = size
        self.truths = truths
        self.crowds = crowds
        self.detections = detections
    }
}
