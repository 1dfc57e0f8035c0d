import Torch

extension Operator {
    fileprivate static let normOfEach = Operator("aten::_foreach_norm", "Scalar")
    fileprivate static let multiplyEach = Operator("aten::_foreach_mul_", "Tensor")
    fileprivate static let clampEachMin = Operator("aten::_foreach_clamp_min_", "Scalar")
    fileprivate static let clampEachMax = Operator("aten::_foreach_clamp_max_", "Scalar")
}

/// Scales all gradients so that their common norm is at most `maximum`.
///
/// - Parameter order: 2 for the Euclidean norm, 1 for the sum and `.infinity` for the greatest of
///   magnitudes.
/// - Returns: the norm before, one element; NaN or infinite where a gradient is.
@discardableResult
public func clipGradientNorm(
    _ parameters: [Tensor], maximum: Double, order: Double = 2
) -> Tensor {
    let gradients = parameters.compactMap(\.grad)
    if gradients.isEmpty { return Tensor(Float(0)) }
    return noGrad {
        let norms = Operator.normOfEach.tensors(.tensors(gradients), .double(order))
        let norm = Tensor.stack(norms.map { $0.to(device: norms[0].device) }).norm(order: order)
        let scale = (maximum / (norm + 1e-6)).clamp(max: 1)
        Operator.multiplyEach.run(.tensors(gradients), .tensor(scale))
        return norm
    }
}

/// Brings every element of every gradient to within ±`maximum`.
public func clipGradientValue(_ parameters: [Tensor], maximum: Double) {
    let gradients = parameters.compactMap(\.grad)
    if gradients.isEmpty { return }
    noGrad {
        Operator.clampEachMin.run(.tensors(gradients), .double(-maximum))
        Operator.clampEachMax.run(.tensors(gradients), .double(maximum))
    }
}
