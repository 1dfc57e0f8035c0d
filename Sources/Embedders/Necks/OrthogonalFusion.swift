import Torch

/// The part of each pixel's features that a global descriptor does not tell: `l − (l·g / g·g) g`.
///
/// DOLG's orthogonal component (arXiv 2108.02927, section 3.4).
///
/// - Parameters:
///   - local: `[N, C, H, W]`.
///   - descriptor: the global descriptor g, `[N, C]`.
/// - Returns: `[N, C, H, W]`, orthogonal to the descriptor at each pixel.
public func orthogonalComponent(of local: Tensor, to descriptor: Tensor) -> Tensor {
    let direction = descriptor.unsqueeze(2)
    let pixels = local.flatten(2)
    let squaredLength = (direction * direction).sum(1, keepDimensions: true).clamp(min: 1e-12)
    let share = direction.transpose(1, 2).batchMatmul(pixels) / squaredLength
    return (pixels - direction.batchMatmul(share)).reshape(local.shape)
}
