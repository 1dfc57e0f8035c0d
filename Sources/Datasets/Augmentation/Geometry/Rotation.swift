import Imaging

/// Turned about the middle.
public struct Rotation: Augmentation {
    /// The name in YAML.
    public static let key = "rotation"
    /// How often, 0 to 1.
    public var probability: Double
    /// By how much, clockwise.
    public var degrees: ClosedRange<Double>

    /// A rotation.
    public init(degrees: ClosedRange<Double> = -25...25, probability: Double = 0.5) {
        self.probability = checked(probability: probability)
        self.degrees = degrees
    }

    /// Reads the settings; what is absent has its default.
    public init(_ settings: inout YAMLSettings) throws {
        probability = try settings.probability(default: 0.5)
        degrees = try settings.range("degrees", default: -25...25, within: -180...180)
    }

    /// Draws random numbers and applies them.
    public func apply(
        to picture: inout AugmentedPicture, _ context: inout AugmentationContext
    ) throws {
        picture.moveAboutCentre(.rotation(degrees: context.random.uniform(degrees)))
    }
}
