import Imaging

/// The same added to every channel of every pixel (`random_brightness` of TensorFlow).
public struct Brightness: Augmentation {
    /// The name in YAML.
    public static let key = "brightness"
    /// How often, 0 to 1.
    public var probability: Double
    /// What is added, as a share of the whole range.
    public var delta: ClosedRange<Double>

    /// A change of brightness.
    public init(delta: ClosedRange<Double> = -0.2...0.2, probability: Double = 1) {
        self.probability = checked(probability: probability)
        self.delta = delta
    }

    /// Reads the settings; what is absent has its default.
    public init(_ settings: inout YAMLSettings) throws {
        probability = try settings.probability(default: 1)
        delta = try settings.range("delta", default: -0.2...0.2, within: -1...1)
    }

    /// Draws random numbers and applies them.
    public func apply(
        to picture: inout AugmentedPicture, _ context: inout AugmentationContext
    ) throws {
        picture.recolour(.brightness(context.random.uniform(delta) * 255))
    }
}
