import Imaging

/// A row of the table, and how much of a sample is its.
public struct SamplePart: Sendable, Hashable {
    /// The row.
    public var row: Int
    /// The weight of its labels, 0 to 1; those of a sample sum to 1.
    public var weight: Double

    /// A row with its weight.
    public init(row: Int, weight: Double) {
        self.row = row
        self.weight = weight
    }
}

/// A photograph as a network sees it, and what is in it.
public struct AugmentedSample: Sendable {
    /// The pixels, of the pipeline's size.
    public let image: PixelImage
    /// The boxes, in the image's pixels.
    public let boxes: [BoxLabel]
    /// The rows whose labels hold: the row that was asked for, with weight 1, or several after a mixup.
    public let parts: [SamplePart]
    /// The rows whose pixels are seen: four after a mosaic.
    public let rows: [Int]

    /// The same sample with other numbers for the rows.
    public func renumbered(_ number: (Int) -> Int) -> AugmentedSample {
        AugmentedSample(
            image: image, boxes: boxes,
            parts: parts.map { SamplePart(row: number($0.row), weight: $0.weight) },
            rows: rows.map(number))
    }
}

/// How a picture is brought to the size of the samples.
public enum SampleFit: String, Sendable, CaseIterable {
    /// It fills the size; its aspect ratio changes.
    case stretch
    /// It keeps its aspect ratio, in the middle; the rest is padded.
    case letterbox
}
