import Imaging

/// A rectangle of random area and aspect ratio covered with noise or with one colour (Zhong et al., 2017).
public struct RandomErasing: Augmentation {
    /// What the rectangle is filled with.
    public enum Fill: String, Sendable, CaseIterable {
        /// Each channel of each pixel at random.
        case noise
        /// One random colour.
        case colour
        /// The mean colour of the sample.
        case mean
    }

    /// The name in YAML.
    public static let key = "random_erasing"
    /// How often, 0 to 1.
    public var probability: Double
    /// The share of the sample's area.
    public var area: ClosedRange<Double>
    /// Width over height.
    public var aspect: ClosedRange<Double>
    /// What the rectangle is filled with.
    public var fill: Fill

    /// An erasure.
    public init(
        area: ClosedRange<Double> = 0.02...0.2, aspect: ClosedRange<Double> = 0.3...(1 / 0.3),
        fill: Fill = .noise, probability: Double = 0.25
    ) {
        precondition(
            area.lowerBound > 0 && area.upperBound <= 1 && aspect.lowerBound > 0,
            "an area of \(area), an aspect ratio of \(aspect)")
        self.probability = checked(probability: probability)
        self.area = area
        self.aspect = aspect
        self.fill = fill
    }

    /// Reads the settings; what is absent has its default.
    public init(_ settings: inout YAMLSettings) throws {
        probability = try settings.probability(default: 0.25)
        area = try settings.range("area", default: 0.02...0.2, within: 0.0001...1)
        aspect = try settings.range("aspect", default: 0.3...(1 / 0.3), within: 0.01...100)
        fill = try settings.choice("fill", default: .noise)
    }

    /// Draws random numbers and applies them.
    public func apply(
        to picture: inout AugmentedPicture, _ context: inout AugmentationContext
    ) throws {
        let image = context.drawn(&picture)
        let covered = context.random.uniform(area) * Double(image.size.pixelCount)
        let ratio = context.random.logarithmic(aspect)
        func edge(_ length: Double, _ limit: Int) -> Int {
            min(max(1, Int(length.rounded())), limit)
        }
        let size = ImageSize(
            width: edge((covered * ratio).squareRoot(), image.width),
            height: edge((covered / ratio).squareRoot(), image.height))
        let x = context.random.below(image.width - size.width + 1)
        let y = context.random.below(image.height - size.height + 1)
        let patch: PixelImage
        switch fill {
        case .noise:
            patch = PixelImage(size: size) { bytes in
                for place in stride(from: 0, to: bytes.count, by: 8) {
                    var noise = context.random.next()
                    for byte in place..<min(place + 8, bytes.count) {
                        bytes[byte] = UInt8(truncatingIfNeeded: noise)
                        noise >>= 8
                    }
                }
            }
        case .colour:
            let levels = (0..<3).map { _ in UInt8(context.random.below(256)) }
            patch = PixelImage(
                size: size,
                filledWith: Pixel(red: levels[0], green: levels[1], blue: levels[2]))
        case .mean:
            let mean = picture.meanColour
            patch = PixelImage(
                size: size,
                filledWith: Pixel(red: UInt8(mean.x), green: UInt8(mean.y), blue: UInt8(mean.z)))
        }
        picture.replacePixels(with: image.covered(by: patch, x: x, y: y))
    }
}
