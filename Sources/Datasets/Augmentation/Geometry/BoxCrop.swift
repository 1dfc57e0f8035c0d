import Imaging

/// The part of the picture around its surest box, or its largest one where none is surer; without boxes, all of it.
///
/// Nothing is random: it is what evaluation uses where `BoxJitter` is trained with.
public struct BoxCrop: Augmentation {
    /// The name in YAML.
    public static let key = "box_crop"
    /// How often, 0 to 1.
    public var probability: Double
    /// What is added on each side, as a share of the box's width and height.
    public var margin: Double

    /// A crop.
    public init(margin: Double = 0.1, probability: Double = 1) {
        precondition((-0.4...10).contains(margin), "a margin of \(margin)")
        self.probability = checked(probability: probability)
        self.margin = margin
    }

    /// Reads the settings; what is absent has its default.
    public init(_ settings: inout YAMLSettings) throws {
        probability = try settings.probability(default: 1)
        margin = try settings.number("margin", default: 0.1, within: -0.4...10)
    }

    /// Applies it.
    public func apply(
        to picture: inout AugmentedPicture, _ context: inout AugmentationContext
    ) throws {
        let best = picture.boxes.max {
            ($0.confidence ?? 1, $0.box.area) < ($1.confidence ?? 1, $1.box.area)
        }
        guard let box = best?.box else { return }
        picture.show(box.widened(by: margin))
    }
}

extension Box {
    /// With a share of width and height added on each side.
    func widened(by margin: Double) -> Box {
        Box(
            left: left - margin * width, top: top - margin * height, right: right + margin * width,
            bottom: bottom + margin * height, unit: unit)
    }
}
