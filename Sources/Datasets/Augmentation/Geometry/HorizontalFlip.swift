import Imaging

/// Left and right exchanged.
///
/// Leave it out, or set its probability to 0, where an animal is told by its markings or by the shape of
/// one flank: the left and right flanks of one animal differ, so that a mirrored photograph shows an animal that
/// does not exist, and may look like another one's other side. The outline of a dorsal fin or of a fluke does
/// mirror, and a detector may always flip. An alternative is to learn each side as an individual of its own.
public struct HorizontalFlip: Augmentation {
    /// The name in YAML.
    public static let key = "horizontal_flip"
    /// How often, 0 to 1.
    public var probability: Double

    /// A flip.
    public init(probability: Double = 0.5) {
        self.probability = checked(probability: probability)
    }

    /// Reads the settings; what is absent has its default.
    public init(_ settings: inout YAMLSettings) throws {
        probability = try settings.probability(default: 0.5)
    }

    /// Applies it.
    public func apply(
        to picture: inout AugmentedPicture, _ context: inout AugmentationContext
    ) throws {
        picture.move(AffineTransform(xx: -1, x0: picture.width))
    }
}
