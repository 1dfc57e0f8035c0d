import Foundation
import Testing
import Torch

/// What an element's error is measured by.
public enum ErrorScale: Sendable {
    /// The reference tensor's greatest magnitude: for sums of many terms, some of which cancel.
    case tensor
    /// The element's own magnitude: for functions of single elements, near to 0 and far out.
    case element
}

/// The element of a tensor that is furthest from the reference.
public struct WorstElement: CustomStringConvertible {
    /// The error over the scale; infinite where one of both is not a number, and the other is.
    public var error = 0.0
    /// Which element, in row-major order.
    public var position = 0
    /// What was computed.
    public var actual = 0.0
    /// What the reference library computed.
    public var expected = 0.0

    /// Compares tensors of one shape.
    public init(_ actual: Tensor, _ expected: Tensor, scale: ErrorScale) {
        let actual: [Double] = actual.array()
        let expected: [Double] = expected.array()
        let greatest = expected.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
        for (position, (a, e)) in zip(actual, expected).enumerated() {
            let error = Self.error(of: a, e, over: scale == .tensor ? greatest : e.magnitude)
            guard error > self.error else { continue }
            self.error = error
            self.position = position
            self.actual = a
            self.expected = e
        }
    }

    private static func error(of actual: Double, _ expected: Double, over scale: Double) -> Double {
        if actual == expected || (actual.isNaN && expected.isNaN) { return 0 }
        guard actual.isFinite && expected.isFinite else { return .infinity }
        return (actual - expected).magnitude / max(scale, Double(Float.leastNormalMagnitude))
    }

    /// The error, where it is and between which values.
    public var description: String {
        "relative error \(error) at element \(position): \(actual), expected \(expected)"
    }
}

/// Expects a tensor to have the reference's shape, element type and, up to a relative error, values.
///
/// - Parameter what: the case and the tensor, for the failure's message.
public func expect(
    _ actual: Tensor?, equals expected: Tensor, within tolerance: Double,
    scale: ErrorScale = .tensor, _ what: String, sourceLocation: SourceLocation = #_sourceLocation
) {
    guard let actual else {
        Issue.record("\(what) is missing", sourceLocation: sourceLocation)
        return
    }
    guard actual.shape == expected.shape && actual.dtype == expected.dtype else {
        Issue.record(
            """
            \(what) is \(actual.dtype) \(actual.shape), expected \(expected.dtype) \
            \(expected.shape)
            """, sourceLocation: sourceLocation)
        return
    }
    let worst = WorstElement(actual, expected, scale: scale)
    #expect(worst.error <= tolerance, "\(what): \(worst)", sourceLocation: sourceLocation)
}

/// Expects the reference's shape, element type and values, bit for bit.
public func expect(
    _ actual: Tensor?, isIdenticalTo expected: Tensor, _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    expect(actual, equals: expected, within: 0, what, sourceLocation: sourceLocation)
    guard let actual, actual.shape == expected.shape, actual.dtype == expected.dtype else { return }
    let isIdentical = actual.withUnsafeBytes { a in
        expected.withUnsafeBytes { e in a.elementsEqual(e) }
    }
    #expect(isIdentical, "\(what) differs in its bits", sourceLocation: sourceLocation)
}

/// Expects the same names with the same tensors, bit for bit.
public func expect(
    _ actual: StateDictionary, isIdenticalTo expected: StateDictionary, _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(actual.names == expected.names, "\(what)", sourceLocation: sourceLocation)
    for (name, tensor) in expected {
        expect(
            actual[name], isIdenticalTo: tensor, "\(what): \(name)",
            sourceLocation: sourceLocation)
    }
}
