import Imaging
import Randomness

/// What happens to photographs on their way to a network: augmentations in order, then the samples' size.
///
/// Everything random about a sample comes from its seed. Each augmentation draws from a generator of its own, so that
/// leaving one out does not change what the others do.
public struct AugmentationPipeline: Sendable {
    /// The size of the samples.
    public var size: ImageSize
    /// How pictures are brought to that size, at the end, or before the first augmentation that needs pixels.
    public var fit: SampleFit
    /// The colour of what no photograph covers.
    public var padding: Pixel
    /// Which boxes stay when parts of them leave the picture.
    public var boxLimits: BoxLimits
    /// The augmentations, in order.
    public var augmentations: [any Augmentation]

    /// A pipeline; without augmentations, what evaluation uses.
    public init(
        size: ImageSize, fit: SampleFit = .stretch, padding: Pixel = Pixel(grey: 114),
        boxLimits: BoxLimits = BoxLimits(), augmentations: [any Augmentation] = []
    ) {
        precondition(size.width > 0 && size.height > 0, "samples have pixels, found \(size)")
        self.size = size
        self.fit = fit
        self.padding = padding
        self.boxLimits = boxLimits
        self.augmentations = augmentations
    }

    /// Makes a sample.
    ///
    /// - Parameters:
    ///   - partners: Rows that may be mixed in.
    ///   - photograph: A row's picture, with its boxes, and with this pipeline's limits.
    /// - Throws: What `photograph` throws.
    public func sample(
        _ request: SampleRequest, partners: [Int], photograph: (Int) throws -> AugmentedPicture
    ) throws -> AugmentedSample {
        var picture = try augmented(
            request.row, seed: request.seed, steps: augmentations.count, partners: partners,
            photograph)
        picture.fit(to: size, fit)
        let image = picture.draw(padding: padding)
        return AugmentedSample(
            image: image, boxes: picture.boxes, parts: picture.parts, rows: picture.rows)
    }

    /// A row's picture after the first augmentations.
    private func augmented(
        _ row: Int, seed: UInt64, steps: Int, partners: [Int],
        _ photograph: (Int) throws -> AugmentedPicture
    ) throws -> AugmentedPicture {
        try withoutActuallyEscaping(photograph) { photograph in
            var picture = try photograph(row)
            var earlier: [String: Int] = [:]
            for (step, augmentation) in augmentations.prefix(steps).enumerated() {
                let key = type(of: augmentation).key
                let count = earlier[key, default: 0]
                earlier[key] = count + 1
                var random = SeededRandom(seed: seed, purpose: "\(key) \(count)".stableHash())
                guard random.chance(augmentation.probability) else { continue }
                var context = AugmentationContext(
                    random: random, size: size, fit: fit, padding: padding,
                    partner: { random in
                        try self.partner(&random, steps: step, of: partners, photograph)
                    })
                try augmentation.apply(to: &picture, &context)
            }
            return picture
        }
    }

    /// Another row's picture; one that cannot be read is left to be reported when it is asked for itself.
    private func partner(
        _ random: inout SeededRandom, steps: Int, of partners: [Int],
        _ photograph: (Int) throws -> AugmentedPicture
    ) throws -> AugmentedPicture {
        let attempts = 8
        for attempt in 1...attempts {
            do {
                let row = partners[random.below(partners.count)]
                return try augmented(
                    row, seed: random.next(), steps: steps, partners: partners, photograph)
            } catch let error as ImageError {
                if attempt == attempts { throw error }
            }
        }
        preconditionFailure("the last attempt returns or throws")
    }
}
