import Imaging

/// A part of the picture of random area and aspect ratio, brought to the samples' size (Szegedy et al., 2015).
public struct RandomResizedCrop: Augmentation {
    /// The name in YAML.
    public static let key = "random_resized_crop"
    /// How often, 0 to 1.
    public var probability: Double
    /// The share of the picture's area, above 0, at most 1.
    public var area: ClosedRange<Double>
    /// Width over height, as the picture's own times this; above 0.
    public var aspect: ClosedRange<Double>

    /// A crop.
    public init(
        area: ClosedRange<Double> = 0.5...1, aspect: ClosedRange<Double> = 0.75...(4.0 / 3),
        probability: Double = 1
    ) {
        precondition(
            area.lowerBound > 0 && area.upperBound <= 1 && aspect.lowerBound > 0,
            "an area of \(area), an aspect ratio of \(aspect)")
        self.probability = checked(probability: probability)
        self.area = area
        self.aspect = aspect
    }

    /// Reads the settings; what is absent has its default.
    public init(_ settings: inout YAMLSettings) throws {
        probability = try settings.probability(default: 1)
        area = try settings.range("area", default: 0.5...1, within: 0.01...1)
        aspect = try settings.range("aspect", default: 0.75...(4.0 / 3), within: 0.1...10)
    }

    /// Draws random numbers and applies them.
    public func apply(
        to picture: inout AugmentedPicture, _ context: inout AugmentationContext
    ) throws {
        let share = context.random.uniform(area)
        let ratio = context.random.logarithmic(aspect).squareRoot()
        let width = min(share.squareRoot() * ratio, 1) * picture.width
        let height = min(share.squareRoot() / ratio, 1) * picture.height
        let left = context.random.unit() * (picture.width - width)
        let top = context.random.unit() * (picture.height - height)
        picture.show(
            Box(x: left, y: top, width: width, height: height, unit: .pixels),
            scaledTo: context.size)
    }
}
