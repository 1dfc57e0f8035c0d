import Torch
import TorchNN

/// Spatial pyramid pooling, fast: one window three times over, which is three windows of growing size.
final class SPPF: Module, Layer {
    private let first: ConvolutionBlock
    private let last: ConvolutionBlock
    private let pooling: MaxPool2d

    init(_ inputChannels: Int, _ outputChannels: Int, kernelSize: Int, _ style: BlockStyle) {
        let inner = inputChannels / 2
        first = ConvolutionBlock(inputChannels, inner, style)
        last = ConvolutionBlock(4 * inner, outputChannels, style)
        pooling = MaxPool2d(
            kernelSize: Size2d(kernelSize), stride: 1, padding: Size2d(kernelSize / 2))
    }

    override var children: Named<Module> { ["cv1": first, "cv2": last] }

    func callAsFunction(_ input: Tensor) -> Tensor {
        let narrow = first(input)
        let once = pooling(narrow)
        let twice = pooling(once)
        return last(Tensor.cat([narrow, once, twice, pooling(twice)], 1))
    }
}
