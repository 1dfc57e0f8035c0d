import Foundation

/// How far, as an angle in radians, a sample must lie within the border of its class.
public enum ClassMargins: Codable, Hashable, Sendable {
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
