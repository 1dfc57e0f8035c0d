import Imaging

/// Distances from the mean colour of what is seen multiplied (`random_contrast` of TensorFlow).
public struct Contrast: Augmentation {
    /// The name in YAML.
    public static let key = "contrast"
    /// How often, 0 to 1.
    public var probability: Double
    /// The factor.
    public var factor: ClosedRange<Double>

    /// A change of contrast.
    public init(factor: ClosedRange<Double> = 0.8...1.2, probability: Double = 1) {
        self.probability = checked(probability: probability)
        self.factor = factor
    }

    /// Reads the settings; what is absent has its default.
    public init(_ settings: inout YAMLSettings) throws {
        probability = try settings.probability(default: 1)
        factor = try settings.range("factor", default: 0.8...1.2, within: 0...10)
    }

    /// Draws random numbers and applies them.
    public func apply(
        to picture: inout AugmentedPicture, _ context: inout AugmentationContext
    ) throws {
        picture.recolour(.contrast(context.random.uniform(factor), about: picture.meanColour))
    }
}
