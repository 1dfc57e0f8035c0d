import Imaging

/// Shaken, or too fast for the shutter: blurred along a line of random direction.
public struct MotionBlur: Augmentation {
    /// The name in YAML.
    public static let key = "motion_blur"
    /// How often, 0 to 1.
    public var probability: Double
    /// The line's length, in pixels of the sample.
    public var length: ClosedRange<Double>

    /// A blur.
    public init(length: ClosedRange<Double> = 3...9, probability: Double = 0.1) {
        precondition(
            length.lowerBound >= 1 && length.upperBound <= 99, "a line of \(length) pixels")
        self.probability = checked(probability: probability)
        self.length = length
    }

    /// Reads the settings; what is absent has its default.
    public init(_ settings: inout YAMLSettings) throws {
        probability = try settings.probability(default: 0.1)
        length = try settings.range("length", default: 3...9, within: 1...99)
    }

    /// Draws random numbers and applies them.
    public func apply(
        to picture: inout AugmentedPicture, _ context: inout AugmentationContext
    ) throws {
        let image = context.drawn(&picture)
        picture.replacePixels(
            with: image.motionBlurred(
                length: context.random.uniform(length), degrees: context.random.uniform(0...180)))
    }
}
