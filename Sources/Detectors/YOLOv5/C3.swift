import Torch
import TorchNN

/// Cross-stage partial block with three convolutions (arXiv 1911.11929): half of the channels go through bottlenecks.
final class C3: Module, Layer {
    private let first: ConvolutionBlock
    private let beside: ConvolutionBlock
    private let last: ConvolutionBlock
    private let bottlenecks: Sequential

    init(
        _ inputChannels: Int, _ outputChannels: Int, repeats: Int, hasShortcuts: Bool,
        _ style: BlockStyle
    ) {
        let inner = outputChannels / 2
        first = ConvolutionBlock(inputChannels, inner, style)
        beside = ConvolutionBlock(inputChannels, inner, style)
        last = ConvolutionBlock(2 * inner, outputChannels, style)
        bottlenecks = Sequential(
            (0..<repeats).map { _ in Bottleneck(inner, hasShortcut: hasShortcuts, style) })
    }

    override var children: Named<Module> {
        ["cv1": first, "cv2": beside, "cv3": last, "m": bottlenecks]
    }

    func callAsFunction(_ input: Tensor) -> Tensor {
        last(Tensor.cat([bottlenecks(first(input)), beside(input)], 1))
    }
}

/// A 1×1 and a 3×3 convolution, with the input added where there is a shortcut.
private final class Bottleneck: Module, Layer {
    private let first: ConvolutionBlock
    private let second: ConvolutionBlock
    private let hasShortcut: Bool

    init(_ channels: Int, hasShortcut: Bool, _ style: BlockStyle) {
        first = ConvolutionBlock(channels, channels, style)
        second = ConvolutionBlock(channels, channels, kernelSize: 3, style)
        self.hasShortcut = hasShortcut
    }

    override var children: Named<Module> { ["cv1": first, "cv2": second] }

    func callAsFunction(_ input: Tensor) -> Tensor {
        second(first(input), adding: hasShortcut ? input : nil)
    }
}
