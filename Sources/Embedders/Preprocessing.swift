import Torch

/// How a photograph becomes the input that a network's weights were trained on: the one place that every engine
/// takes it from.
public struct Preprocessing: Codable, Hashable, Sendable {
    /// How pixels between pixels are found when a photograph is resized.
    public enum Interpolation: String, Codable, Sendable {
        /// Between the nearest pixels along a line.
        case linear
        /// Catmull and Rom's cubic.
        case cubic
    }

    /// Rows of the input.
    public var height: Int
    /// Columns of the input.
    public var width: Int
    /// The mean of red, green and blue that is subtracted, black being 0 and white 1.
    public var mean: [Double]
    /// What red, green and blue are divided by then.
    public var standardDeviation: [Double]
    /// How a photograph is resized.
    public var interpolation: Interpolation
    /// The share of the shorter side that is kept when a whole photograph is cropped at its centre, as the
    /// ImageNet classifiers are evaluated; crops of animals are taken whole.
    public var centreCrop: Double

    enum CodingKeys: String, CodingKey {
        case height, width, mean, interpolation
        case standardDeviation = "standard_deviation"
        case centreCrop = "centre_crop"
    }

    /// An input of one size.
    public init(
        height: Int, width: Int, mean: [Double] = imageNetMean,
        standardDeviation: [Double] = imageNetStandardDeviation,
        interpolation: Interpolation = .cubic, centreCrop: Double = 1
    ) {
        self.height = height
        self.width = width
        self.mean = mean
        self.standardDeviation = standardDeviation
        self.interpolation = interpolation
        self.centreCrop = centreCrop
    }

    /// The mean of ImageNet's photographs.
    public static let imageNetMean = [0.485, 0.456, 0.406]
    /// The standard deviation of ImageNet's photographs.
    public static let imageNetStandardDeviation = [0.229, 0.224, 0.225]

    /// Pixels from 0 to 255, `[N, 3, H, W]` of any element type, as `float32` input for the network.
    public func normalized(_ pixels: Tensor) -> Tensor {
        precondition(
            pixels.rank == 4 && pixels.size(1) == mean.count,
            "pixels are [N, \(mean.count), H, W], not \(pixels.shape)")
        let scale = standardDeviation.map { Float(1 / (255 * $0)) }
        let shift = zip(mean, standardDeviation).map { Float(-$0 / $1) }
        func perChannel(_ values: [Float]) -> Tensor {
            Tensor(values, shape: [1, values.count, 1, 1]).to(device: pixels.device)
        }
        return pixels.to(.float32) * perChannel(scale) + perChannel(shift)
    }

    /// What is wrong with values that came from a file, if anything is.
    var problem: String? {
        if height < 1 || width < 1 { return "an input of \(height)×\(width) pixels" }
        if mean.count != 3 || standardDeviation.count != 3 {
            return "a mean \(mean) and a standard deviation \(standardDeviation)"
        }
        if !(mean + standardDeviation).allSatisfy(\.isFinite) || standardDeviation.contains(0) {
            return "a standard deviation of \(standardDeviation)"
        }
        return nil
    }
}
