import Imaging

/// Out of focus: blurred by a Gaussian.
public struct GaussianBlur: Augmentation {
    /// The name in YAML.
    public static let key = "gaussian_blur"
    /// How often, 0 to 1.
    public var probability: Double
    /// The bell's deviation, in pixels of the sample.
    public var deviation: ClosedRange<Double>

    /// A blur.
    public init(deviation: ClosedRange<Double> = 0.3...1.5, probability: Double = 0.1) {
        precondition(deviation.lowerBound > 0, "a blur is above 0 pixels, found \(deviation)")
        self.probability = checked(probability: probability)
        self.deviation = deviation
    }

    /// Reads the settings; what is absent has its default.
    public init(_ settings: inout YAMLSettings) throws {
        probability = try settings.probability(default: 0.1)
        deviation = try settings.range("deviation", default: 0.3...1.5, within: 0.01...50)
    }

    /// Draws random numbers and applies them.
    public func apply(
        to picture: inout AugmentedPicture, _ context: inout AugmentationContext
    ) throws {
        let image = context.drawn(&picture)
        picture.replacePixels(
            with: image.gaussianBlurred(deviation: context.random.uniform(deviation)))
    }
}
