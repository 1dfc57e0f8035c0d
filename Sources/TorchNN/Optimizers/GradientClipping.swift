import Torch

extension Operator {
    fileprivate static let normOfEach = Operator("aten::_foreach_norm", "Scalar")
    fileprivate static let multiplyEach = Operator("aten::_foreach_mul_", "Tensor")
    fileprivate static let clampEachMin = Operator("aten::_foreach_clamp_min_", "Scalar")
    fileprivate static let clampEachMax = Operator("aten::_foreach_clamp_max_", "Scalar")
}

/// Scales all gradients so that their common Euclidean norm is at most `maximum`.
///
/// - Returns: the norm before, one element.
@discardableResult
public func clipGradientNorm(_ parameters: [Tensor], maximum: Double) -> Tensor {
    let gradients = parameters.compactMap(\.grad)
    if gradients.isEmpty { return Tensor(Float(0)) }
    return noGrad {
        let norms = Operator.normOfEach.tensors(.tensors(gradients), .int(2))
        let norm = Tensor.stack(norms.map { $0.to(device: norms[0].device) }).norm()
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
