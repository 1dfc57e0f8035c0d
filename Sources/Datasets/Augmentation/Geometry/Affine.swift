import Imaging

/// Scaled, turned, slanted and shifted at once, about the middle.
///
/// After a mosaic with `scale: [0.5, 1.5]` and `translate: 0.1`: how YOLOv5 trains.
public struct Affine: Augmentation {
    /// The name in YAML.
    public static let key = "affine"
    /// How often, 0 to 1.
    public var probability: Double
    /// The factor, above 0.
    public var scale: ClosedRange<Double>
    /// By how much it is turned, clockwise.
    public var degrees: ClosedRange<Double>
    /// The slant of columns and of rows, in degrees, −40 to 40: both at 45° would leave nothing but a line.
    public var shear: ClosedRange<Double>
    /// How far it may be shifted each way, as a share of width and of height.
    public var translate: Double

    /// A transform of the plane.
    public init(
        scale: ClosedRange<Double> = 0.9...1.1, degrees: ClosedRange<Double> = 0...0,
        shear: ClosedRange<Double> = 0...0, translate: Double = 0.05, probability: Double = 1
    ) {
        precondition(scale.lowerBound > 0, "a scale is above 0, found \(scale)")
        precondition(
            shear.lowerBound >= -40 && shear.upperBound <= 40,
            "slants are −40° to 40°, found \(shear)")
        self.probability = checked(probability: probability)
        self.scale = scale
        self.degrees = degrees
        self.shear = shear
        self.translate = translate
    }

    /// Reads the settings; what is absent has its default.
    public init(_ settings: inout YAMLSettings) throws {
        probability = try settings.probability(default: 1)
        scale = try settings.range("scale", default: 0.9...1.1, within: 0.05...20)
        degrees = try settings.range("degrees", default: 0...0, within: -180...180)
        shear = try settings.range("shear", default: 0...0, within: -40...40)
        translate = try settings.number("translate", default: 0.05, within: 0...1)
    }

    /// Draws random numbers and applies them.
    public func apply(
        to picture: inout AugmentedPicture, _ context: inout AugmentationContext
    ) throws {
        let factor = context.random.uniform(scale)
        let turn = context.random.uniform(degrees)
        let slants = (context.random.uniform(shear), context.random.uniform(shear))
        let shift = (
            context.random.uniform(-translate...translate) * picture.width,
            context.random.uniform(-translate...translate) * picture.height
        )
        picture.moveAboutCentre(
            AffineTransform.scaling(x: factor, y: factor)
                .followed(by: .rotation(degrees: turn))
                .followed(by: .shear(xDegrees: slants.0, yDegrees: slants.1))
                .followed(by: .translation(x: shift.0, y: shift.1)))
    }
}
