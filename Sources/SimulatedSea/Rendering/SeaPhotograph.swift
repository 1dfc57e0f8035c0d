/// A rectangle of whole pixels: columns `left..<right`, rows `top..<bottom`.
public struct PixelBox: Hashable, Codable, Sendable {
    /// First column.
    public var left: Int
    /// First row.
    public var top: Int
    /// Column behind the last.
    public var right: Int
    /// Row behind the last.
    public var bottom: Int

    /// A box from its sides.
    public init(left: Int, top: Int, right: Int, bottom: Int) {
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom
    }

    /// In pixels.
    public var width: Int { right - left }
    /// In pixels.
    public var height: Int { bottom - top }
}

/// One animal that a photograph shows.
public struct AnimalAnnotation: Hashable, Codable, Sendable {
    /// The animal's name.
    public var individual: String
    /// What it is.
    public var species: SimulatedSpecies
    /// The side that is seen.
    public var side: Side
    /// Encloses the visible pixels of the dorsal fin; nil where none is visible.
    public var finBox: PixelBox?
    /// Encloses the visible pixels of the whole animal, fin and all.
    public var bodyBox: PixelBox?
    /// Share of the fin that is visible: above water, inside the picture, not behind others.
    public var visibleFraction: Float
}

/// Which pixels show one animal.
public struct Coverage: Sendable {
    /// Share of each pixel that shows the fin, 0 to 1; `[height, width]`.
    public var fin: [Float]
    /// Share of each pixel that shows any part of the animal, 0 to 1; `[height, width]`.
    public var whole: [Float]
    /// A pixel counts as the animal's from this share on.
    public static let threshold: Float = 0.25
}

/// A finished photograph and what it shows.
public struct SeaPhotograph: Sendable {
    /// Width in pixels.
    public let width: Int
    /// Height in pixels.
    public let height: Int
    /// Red, green and blue levels (sRGB), `[height, width, 3]`.
    public let pixels: [UInt8]
    /// In the order of the scene's animals.
    public let annotations: [AnimalAnnotation]
}
