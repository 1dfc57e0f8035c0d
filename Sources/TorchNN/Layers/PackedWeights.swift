import Torch

/// A convolution's weights in the order that inference computes in: made when they are first needed, and anew when
/// the weights have changed.
final class PackedWeights {
    private struct Key: Hashable {
        let dtype: DType
        let padding: [Int]
    }

    /// What the copies were made of; holding it keeps its memory from being given to other weights.
    private var source: [(tensor: Tensor, version: Int)] = []
    /// `nil` where libtorch cannot compute so.
    private var packed: [Key: PackedConvolution?] = [:]

    /// The convolution in an element type, for images of about that shape.
    func convolution(
        _ weight: Tensor, bias: Tensor?, dtype: DType, geometry: PackedConvolution.Geometry,
        for shape: [Int]
    ) -> PackedConvolution? {
        let tensors = [weight] + (bias.map { [$0] } ?? [])
        if !isMade(of: tensors) {
            packed = [:]
            source = tensors.map { ($0.detached(), $0.version) }
        }
        let key = Key(dtype: dtype, padding: [geometry.padding.0, geometry.padding.1])
        if let known = packed[key] { return known }
        let made = PackedConvolution(
            weight, bias: bias, dtype: dtype, geometry: geometry, for: shape)
        packed[key] = .some(made)
        return made
    }

    private func isMade(of tensors: [Tensor]) -> Bool {
        source.count == tensors.count
            && zip(source, tensors).allSatisfy {
                $0.tensor.sharesStorage(with: $1) && $0.version == $1.version
            }
    }
}
