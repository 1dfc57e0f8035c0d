import Imaging

/// Without colour: every channel becomes luma.
public struct Greyscale: Augmentation {
    /// The name in YAML.
    public static let key = "greyscale"
    /// How often, 0 to 1.
    public var probability: Double

    /// A change to grey.
    public init(probability: Double = 0.1) {
        self.probability = checked(probability: probability)
    }

    /// Reads the settings; what is absent has its default.
    public init(_ settings: inout YAMLSettings) throws {
        probability = try settings.probability(default: 0.1)
    }

    /// Applies it.
    public func apply(
        to picture: inout AugmentedPicture, _ context: inout AugmentationContext
    ) throws {
        picture.recolour(.greyscale)
    }
}
