import Imaging

/// Hue turned, saturation and value multiplied, all in YIQ (`random_hsv_in_yiq` of TensorFlow Addons).
public struct HueSaturationValue: Augmentation {
    /// The name in YAML.
    public static let key = "hue_saturation_value"
    /// How often, 0 to 1.
    public var probability: Double
    /// By how much hue turns, in radians.
    public var hue: ClosedRange<Double>
    /// Saturation's factor.
    public var saturation: ClosedRange<Double>
    /// Value's factor.
    public var value: ClosedRange<Double>

    /// A change of colours.
    public init(
        hue: ClosedRange<Double> = -0.2...0.2, saturation: ClosedRange<Double> = 0.7...1.3,
        value: ClosedRange<Double> = 0.8...1.2, probability: Double = 1
    ) {
        self.probability = checked(probability: probability)
        self.hue = hue
        self.saturation = saturation
        self.value = value
    }

    /// Reads the settings; what is absent has its default.
    public init(_ settings: inout YAMLSettings) throws {
        probability = try settings.probability(default: 1)
        hue = try settings.range("hue", default: -0.2...0.2, within: -3.1416...3.1416)
        saturation = try settings.range("saturation", default: 0.7...1.3, within: 0...10)
        value = try settings.range("value", default: 0.8...1.2, within: 0...10)
    }

    /// Draws random numbers and applies them.
    public func apply(
        to picture: inout AugmentedPicture, _ context: inout AugmentationContext
    ) throws {
        picture.recolour(
            .yiq(
                hue: context.random.uniform(hue), saturation: context.random.uniform(saturation),
                value: context.random.uniform(value)))
    }
}
