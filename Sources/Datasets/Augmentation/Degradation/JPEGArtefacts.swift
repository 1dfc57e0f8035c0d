import Imaging

/// Saved once too often: encoded as JPEG of a low quality, and decoded.
public struct JPEGArtefacts: Augmentation {
    /// The name in YAML.
    public static let key = "jpeg_artefacts"
    /// How often, 0 to 1.
    public var probability: Double
    /// JPEG's quality, 1 to 100.
    public var quality: ClosedRange<Double>

    /// Artefacts.
    public init(quality: ClosedRange<Double> = 30...90, probability: Double = 0.1) {
        precondition(
            quality.lowerBound >= 1 && quality.upperBound <= 100, "a quality of \(quality)")
        self.probability = checked(probability: probability)
        self.quality = quality
    }

    /// Reads the settings; what is absent has its default.
    public init(_ settings: inout YAMLSettings) throws {
        probability = try settings.probability(default: 0.1)
        quality = try settings.range("quality", default: 30...90, within: 1...100)
    }

    /// Draws random numbers and applies them.
    public func apply(
        to picture: inout AugmentedPicture, _ context: inout AugmentationContext
    ) throws {
        let image = context.drawn(&picture)
        let chosen = Int(context.random.uniform(quality).rounded())
        let file = ImageFile(
            bytes: try image.encoded(as: .jpeg(quality: chosen)), name: "a sample in memory")
        picture.replacePixels(with: try ImageDecoder().decode(file).image)
    }
}
