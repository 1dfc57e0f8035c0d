import Imaging

/// Two pictures blended, their labels with the same weights (Zhang et al., 2017).
///
/// The other one went through all augmentations before this one. Boxes of both stay.
public struct Mixup: Augmentation {
    /// The name in YAML.
    public static let key = "mixup"
    /// How often, 0 to 1.
    public var probability: Double
    /// Weights are drawn from Beta(alpha, alpha): near 0 and 1 for small ones, near a half for large ones.
    public var alpha: Double

    /// A mixup.
    public init(alpha: Double = 0.2, probability: Double = 0.5) {
        precondition(alpha > 0, "alpha is above 0, found \(alpha)")
        self.probability = checked(probability: probability)
        self.alpha = alpha
    }

    /// Reads the settings; what is absent has its default.
    public init(_ settings: inout YAMLSettings) throws {
        probability = try settings.probability(default: 0.5)
        alpha = try settings.number("alpha", default: 0.2, within: 0.01...1_000)
    }

    /// Draws random numbers and applies them.
    public func apply(
        to picture: inout AugmentedPicture, _ context: inout AugmentationContext
    ) throws {
        let share = context.random.beta(alpha)
        var other = try context.anotherPicture()
        let image = context.drawn(&picture)
        let otherImage = context.drawn(&other)
        picture.replacePixels(with: image.blended(with: otherImage, share: share))
        picture.mix(other, share: share)
    }
}
