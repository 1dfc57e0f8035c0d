import Imaging

/// Four photographs about a random point, each as large as fits the sample (YOLOv4; Bochkovskiy et al., 2020).
///
/// The sample shows the middle of twice its size; an `affine` after it that makes the picture smaller shows more.
/// The others went through all augmentations before this one. The label stays that of the first.
public struct Mosaic: Augmentation {
    /// The name in YAML.
    public static let key = "mosaic"
    /// How often, 0 to 1.
    public var probability: Double
    /// Where the point may lie, as a share of width and of height.
    public var centre: ClosedRange<Double>

    /// A mosaic.
    public init(centre: ClosedRange<Double> = 0...1, probability: Double = 1) {
        self.probability = checked(probability: probability)
        self.centre = centre
    }

    /// Reads the settings; what is absent has its default.
    public init(_ settings: inout YAMLSettings) throws {
        probability = try settings.probability(default: 1)
        centre = try settings.range("centre", default: 0...1, within: 0...1)
    }

    /// Draws random numbers and applies them.
    public func apply(
        to picture: inout AugmentedPicture, _ context: inout AugmentationContext
    ) throws {
        let (width, height) = (Double(context.size.width), Double(context.size.height))
        let x = context.random.uniform(centre) * width
        let y = context.random.uniform(centre) * height
        for (place, corner) in [(1.0, 1.0), (0, 1), (1, 0), (0, 0)].enumerated() {
            var tile = place == 0 ? picture : try context.anotherPicture()
            tile.cut(padding: context.padding)
            let scale = min(width / tile.width, height / tile.height)
            // The corner of the tile that meets the others.
            let meeting = (x: corner.0 * tile.width * scale, y: corner.1 * tile.height * scale)
            let left = (meeting.x - x) / scale
            let top = (meeting.y - y) / scale
            tile.show(
                Box(
                    left: left, top: top, right: left + width / scale,
                    bottom: top + height / scale),
                scaledTo: context.size)
            if place == 0 { picture = tile } else { picture.add(tile) }
        }
    }
}
