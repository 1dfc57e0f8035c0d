import Imaging
import Randomness

/// A random change of a picture, which must not change what the picture is of.
///
/// A type per augmentation, with a probability. What moves points or changes colours linearly composes with what
/// is pending in the `AugmentedPicture`; nothing is interpolated here.
public protocol Augmentation: Sendable {
    /// The name in YAML.
    static var key: String { get }

    /// How often it is applied, 0 to 1.
    var probability: Double { get set }

    /// The augmentation with its settings; what is not given has its default.
    ///
    /// - Throws: `DatasetError` with file and line where a value is not what it can be.
    init(_ settings: inout YAMLSettings) throws

    /// Changes a picture; called as often as `probability` says.
    ///
    /// - Throws: `ImageError` where another photograph is needed and cannot be had.
    func apply(to picture: inout AugmentedPicture, _ context: inout AugmentationContext) throws
}

/// What an augmentation knows beside its picture.
public struct AugmentationContext {
    /// Random numbers for this augmentation of this sample alone.
    public var random: SeededRandom
    /// The size of the samples.
    public let size: ImageSize
    /// How pictures are brought to that size.
    public let fit: SampleFit
    /// The colour of what no picture covers.
    public let padding: Pixel
    /// A picture of another row, with all augmentations before this one applied.
    let partner: (inout SeededRandom) throws -> AugmentedPicture

    /// Another photograph of the data set, drawn at random, with all augmentations before this one applied.
    ///
    /// - Throws: `ImageError` where it cannot be had.
    public mutating func anotherPicture() throws -> AugmentedPicture {
        try partner(&random)
    }

    /// Brings a picture to the samples' size and draws it, so that its pixels can be replaced by as many.
    public func drawn(_ picture: inout AugmentedPicture) -> PixelImage {
        picture.fit(to: size, fit)
        return picture.draw(padding: padding)
    }
}

/// The probability of an augmentation, as YAML has it.
extension YAMLSettings {
    /// The value of `probability`; the default where it is absent.
    public mutating func probability(default standard: Double) throws -> Double {
        try number("probability", default: standard, within: 0...1)
    }
}

/// Refuses a probability that is none.
func checked(probability: Double) -> Double {
    precondition((0...1).contains(probability), "a probability is 0 to 1, found \(probability)")
    return probability
}
