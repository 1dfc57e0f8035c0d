import Torch
import TorchNN

/// DOLG's view at several scales (arXiv 2108.02927, section 3.3): 3×3 convolutions with wider and wider gaps side by
/// side, `[N, inputs, H, W]` to `[N, width, H, W]`.
final class MultiAtrous: Module, Layer {
    static let dilations = [3, 6, 9]

    private let convolutions: [Conv2d]
    private let branches: Sequential
    private let fusion: Conv2d

    init(_ inputs: Int, _ width: Int, generator: Generator?) {
        let half = width / 2
        convolutions = Self.dilations.map {
            Conv2d(
                inputs, half, kernelSize: 3, padding: .zeros(Size2d($0)), dilation: Size2d($0),
                generator: generator)
        }
        branches = Sequential(convolutions)
        fusion = Conv2d(
            half * Self.dilations.count, width, kernelSize: 1, generator: generator)
    }

    override var children: Named<Module> { ["branches": branches, "fusion": fusion] }

    func callAsFunction(_ input: Tensor) -> Tensor {
        fusion.fused(Tensor.cat(convolutions.map { $0.fused(input) }, 1), activation: .relu)
    }
}
