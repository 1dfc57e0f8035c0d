import Datasets

/// A range of sizes, by which boxes are judged apart; both of its ends belong to it.
public struct BoxSize: Sendable, Hashable {
    /// What is measured of a box.
    public enum Measure: String, Sendable, Codable {
        /// Its area in square pixels.
        case area
        /// Its width as a share of the picture's, 0 to 1.
        case widthShare
    }

    /// What reports call it.
    public let name: String
    /// What is measured.
    public let measure: Measure
    /// The least and the greatest measure.
    public let range: ClosedRange<Double>

    /// A range of sizes.
    public init(_ name: String, by measure: Measure, _ range: ClosedRange<Double>) {
        self.name = name
        self.measure = measure
        self.range = range
    }

    /// Every box that COCO knows.
    public static let all = BoxSize("all", by: .area, 0...1e10)
    /// COCO's small boxes: up to 32² pixels.
    public static let small = BoxSize("small", by: .area, 0...1024)
    /// COCO's medium boxes: from 32² to 96² pixels.
    public static let medium = BoxSize("medium", by: .area, 1024...9216)
    /// COCO's large boxes: from 96² pixels.
    public static let large = BoxSize("large", by: .area, 9216...1e10)
    /// The sizes of COCO's twelve figures, in their order.
    static let coco = [all, small, medium, large]

    /// How far away an animal was: a fin at sea is often 3 % of the picture's width, however many pixels these are.
    public static let widthShares = [
        BoxSize("under 3 % of the width", by: .widthShare, 0...0.03),
        BoxSize("3–9 % of the width", by: .widthShare, 0.03...0.09),
        BoxSize("over 9 % of the width", by: .widthShare, 0.09...1),
    ]

    /// Whether a box is of this size; none is of a share where the picture's size is not known.
    func contains(_ box: Box, in picture: PictureSize?) -> Bool {
        switch measure {
        case .area: range.contains(box.area)
        case .widthShare: picture.map { range.contains(box.width / Double($0.width)) } ?? false
        }
    }
}
