/// Brought to the samples' size with the aspect ratio kept, the rest padded.
///
/// Pipelines end with their own `fit`; this is for those that go on afterwards.
public struct Letterbox: Augmentation {
    /// The name in YAML.
    public static let key = "letterbox"
    /// How often, 0 to 1.
    public var probability: Double

    /// A letterbox.
    public init(probability: Double = 1) {
        self.probability = checked(probability: probability)
    }

    /// Reads the settings; what is absent has its default.
    public init(_ settings: inout YAMLSettings) throws {
        probability = try settings.probability(default: 1)
    }

    /// Applies it.
    public func apply(
        to picture: inout AugmentedPicture, _ context: inout AugmentationContext
    ) throws {
        picture.fit(to: context.size, .letterbox)
    }
}
