import Foundation

/// How far, as an angle in radians, a sample must lie within the border of its class.
public enum ClassMargins: Hashable, Sendable {
    /// The same for every class.
    case fixed(Double)
    /// Wider for rare classes: `scale · n^(−exponent) + base`, n being the photographs of the class.
    ///
    /// The form of the third place of Google Landmark Recognition 2020 (arXiv 2010.05350).
    case byFrequency(scale: Double, exponent: Double, base: Double)

    /// From 0.55 for classes of one photograph towards 0.05, as in the paper.
    public static let landmarks = ClassMargins.byFrequency(scale: 0.5, exponent: 0.25, base: 0.05)

    /// The margin of each class.
    ///
    /// - Parameter counts: the training photographs of each class, at least 1.
    public func values(counts: [Int]) -> [Double] {
        switch self {
        case .fixed(let margin):
            return counts.map { _ in margin }
        case .byFrequency(let scale, let exponent, let base):
            precondition(
                counts.allSatisfy { $0 > 0 }, "a class without photographs has no margin")
            return counts.map { scale * pow(Double($0), -exponent) + base }
        }
    }
}

extension ClassMargins: Codable {
    private enum CodingKeys: CodingKey {
        case scale, exponent, base
    }

    /// Reads one number, or `scale`, `exponent` and `base`.
    public init(from decoder: any Decoder) throws {
        if let margin = try? decoder.singleValueContainer().decode(Double.self) {
            self = .fixed(margin)
            return
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self = .byFrequency(
            scale: try container.decode(Double.self, forKey: .scale),
            exponent: try container.decode(Double.self, forKey: .exponent),
            base: try container.decode(Double.self, forKey: .base))
    }

    /// Writes one number, or `scale`, `exponent` and `base`.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .fixed(let margin):
            var container = encoder.singleValueContainer()
            try container.encode(margin)
        case .byFrequency(let scale, let exponent, let base):
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(scale, forKey: .scale)
            try container.encode(exponent, forKey: .exponent)
            try container.encode(base, forKey: .base)
        }
    }
}
