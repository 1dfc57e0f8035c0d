import Imaging

/// Red, green and blue each multiplied by a factor of its own: other light, other water, another camera.
public struct ChannelGains: Augmentation {
    /// The name in YAML.
    public static let key = "channel_gains"
    /// How often, 0 to 1.
    public var probability: Double
    /// The factor.
    public var factor: ClosedRange<Double>

    /// A change of the colour of light.
    public init(factor: ClosedRange<Double> = 0.9...1.1, probability: Double = 0.5) {
        self.probability = checked(probability: probability)
        self.factor = factor
    }

    /// Reads the settings; what is absent has its default.
    public init(_ settings: inout YAMLSettings) throws {
        probability = try settings.probability(default: 0.5)
        factor = try settings.range("factor", default: 0.9...1.1, within: 0...10)
    }

    /// Draws random numbers and applies them.
    public func apply(
        to picture: inout AugmentedPicture, _ context: inout AugmentationContext
    ) throws {
        let red = context.random.uniform(factor)
        let green = context.random.uniform(factor)
        let blue = context.random.uniform(factor)
        picture.recolour(
            ColourTransform(red: [red, 0, 0], green: [0, green, 0], blue: [0, 0, blue]))
    }
}
