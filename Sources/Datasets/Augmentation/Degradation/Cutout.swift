import Imaging

/// Squares covered with one colour, so that no single mark is enough (DeVries and Taylor, 2017).
public struct Cutout: Augmentation {
    /// The name in YAML.
    public static let key = "cutout"
    /// How often, 0 to 1.
    public var probability: Double
    /// How many squares.
    public var count: Int
    /// Their edge, as a share of the sample's shorter one.
    public var size: Double
    /// Their colour.
    public var colour: Pixel

    /// A cutout.
    public init(
        count: Int = 6, size: Double = 0.125, colour: Pixel = .black, probability: Double = 0.5
    ) {
        precondition(
            count >= 1 && size > 0 && size <= 1, "\(count) squares of a share of \(size)")
        self.probability = checked(probability: probability)
        self.count = count
        self.size = size
        self.colour = colour
    }

    /// Reads the settings; what is absent has its default.
    public init(_ settings: inout YAMLSettings) throws {
        probability = try settings.probability(default: 0.5)
        count = try settings.whole("count", default: 6, within: 1...1_000)
        size = try settings.number("size", default: 0.125, within: 0.001...1)
        colour = try settings.colour("colour", default: .black)
    }

    /// Draws random numbers and applies them.
    public func apply(
        to picture: inout AugmentedPicture, _ context: inout AugmentationContext
    ) throws {
        let image = context.drawn(&picture)
        let shorter = min(image.width, image.height)
        let edge = min(max(1, Int((Double(shorter) * size).rounded())), shorter)
        let squares = (0..<count).map { _ in
            PixelRectangle(
                x: context.random.below(image.width - edge + 1),
                y: context.random.below(image.height - edge + 1), width: edge, height: edge)
        }
        picture.replacePixels(with: image.filled(squares, with: colour))
    }
}
