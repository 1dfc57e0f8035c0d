import Imaging

/// Hue shifted, saturation and value multiplied, in HSV, as detectors are trained (YOLOv5's `hsv_h`, `hsv_s`, `hsv_v`).
///
/// HSV is not linear, so that the picture is drawn; `HueSaturationValue` is not slowed down by that.
public struct HSVGains: Augmentation {
    /// The name in YAML.
    public static let key = "hsv_gains"
    /// How often, 0 to 1.
    public var probability: Double
    /// How far hue may turn either way, as a share of the whole turn.
    public var hue: Double
    /// How far saturation's factor may lie from 1.
    public var saturation: Double
    /// How far value's factor may lie from 1.
    public var value: Double

    /// A change of colours.
    public init(
        hue: Double = 0.015, saturation: Double = 0.7, value: Double = 0.4, probability: Double = 1
    ) {
        precondition(
            [hue, saturation, value].allSatisfy((0...1).contains),
            "gains are 0 to 1, found \(hue), \(saturation), \(value)")
        self.probability = checked(probability: probability)
        self.hue = hue
        self.saturation = saturation
        self.value = value
    }

    /// Reads the settings; what is absent has its default.
    public init(_ settings: inout YAMLSettings) throws {
        probability = try settings.probability(default: 1)
        hue = try settings.number("hue", default: 0.015, within: 0...1)
        saturation = try settings.number("saturation", default: 0.7, within: 0...1)
        value = try settings.number("value", default: 0.4, within: 0...1)
    }

    /// Draws random numbers and applies them.
    public func apply(
        to picture: inout AugmentedPicture, _ context: inout AugmentationContext
    ) throws {
        let image = context.drawn(&picture)
        picture.replacePixels(
            with: image.adjusted(
                hue: context.random.uniform(-hue...hue),
                saturation: 1 + context.random.uniform(-saturation...saturation),
                value: 1 + context.random.uniform(-value...value)))
    }
}
