import Torch
import TorchNN

/// YOLOv5, release 6 and 7 (Jocher et al., doi 10.5281/zenodo.7347926): images to three maps of boxes.
///
/// A backbone of C3 blocks, a PANet neck (arXiv 1803.01534), and a head of three scales with three anchors each. The
/// names of the weights are Ultralytics': `model.0.conv.weight`, `model.24.m.0.bias`.
public final class YOLOv5: Module {
    /// The network at depth and width 1; layers are numbered as they stand here.
    static let rows: [Row] = [
        // Backbone, to strides 2, 4, 8, 16 and 32.
        .convolution(channels: 64, kernelSize: 6, stride: 2, padding: 2),
        .convolution(channels: 128, kernelSize: 3, stride: 2),
        .c3(channels: 128, repeats: 3),
        .convolution(channels: 256, kernelSize: 3, stride: 2),
        .c3(channels: 256, repeats: 6),
        .convolution(channels: 512, kernelSize: 3, stride: 2),
        .c3(channels: 512, repeats: 9),
        .convolution(channels: 1024, kernelSize: 3, stride: 2),
        .c3(channels: 1024, repeats: 3),
        .sppf(channels: 1024, kernelSize: 5),
        // Neck, up to stride 8 …
        .convolution(channels: 512, kernelSize: 1, stride: 1),
        .upsampling,
        .concatenation(with: 6),
        .c3(channels: 512, repeats: 3, hasShortcuts: false),
        .convolution(channels: 256, kernelSize: 1, stride: 1),
        .upsampling,
        .concatenation(with: 4),
        .c3(channels: 256, repeats: 3, hasShortcuts: false),
        // … and down again.
        .convolution(channels: 256, kernelSize: 3, stride: 2),
        .concatenation(with: 14),
        .c3(channels: 512, repeats: 3, hasShortcuts: false),
        .convolution(channels: 512, kernelSize: 3, stride: 2),
        .concatenation(with: 10),
        .c3(channels: 1024, repeats: 3, hasShortcuts: false),
    ]

    /// The rows whose maps the head reads: strides 8, 16 and 32.
    static let headRows = [17, 20, 23]

    /// A layer of the network; it reads the layer before it.
    enum Row {
        case convolution(channels: Int, kernelSize: Int, stride: Int, padding: Int? = nil)
        case c3(channels: Int, repeats: Int, hasShortcuts: Bool = true)
        case sppf(channels: Int, kernelSize: Int)
        case upsampling
        case concatenation(with: Int)
    }

    /// All that the network is made from but its weights.
    public let configuration: YOLOv5Configuration
    /// Whether batch norms are part of the convolutions; see ``folded()``.
    public let isFolded: Bool
    /// The layers that make boxes of maps.
    public let head: DetectionHead
    private let layers: [Module]

    /// A network with fresh weights, drawn as PyTorch draws them.
    public convenience init(_ configuration: YOLOv5Configuration, generator: Generator? = nil) {
        self.init(configuration, BlockStyle(isFolded: false, generator: generator))
    }

    private init(_ configuration: YOLOv5Configuration, _ style: BlockStyle) {
        self.configuration = configuration
        isFolded = style.isFolded
        let size = configuration.size
        var widths: [Int] = []
        layers = Self.rows.map { row in
            let input = widths.last ?? 3
            switch row {
            case .convolution(let channels, let kernelSize, let stride, let padding):
                widths.append(size.channels(channels))
                return ConvolutionBlock(
                    input, size.channels(channels), kernelSize: kernelSize, stride: stride,
                    padding: padding, style)
            case .c3(let channels, let repeats, let hasShortcuts):
                widths.append(size.channels(channels))
                return C3(
                    input, size.channels(channels), repeats: size.repeats(repeats),
                    hasShortcuts: hasShortcuts, style)
            case .sppf(let channels, let kernelSize):
                widths.append(size.channels(channels))
                return SPPF(input, size.channels(channels), kernelSize: kernelSize, style)
            case .upsampling:
                widths.append(input)
                return Upsample(scale: 2)
            case .concatenation(let earlier):
                widths.append(input + widths[earlier])
                return Concatenation()
            }
        }
        head = DetectionHead(
            inputChannels: Self.headRows.map { widths[$0] }, classCount: configuration.classCount,
            anchors: configuration.anchors, generator: style.generator)
    }

    override public var children: Named<Module> { ["model": Numbered(layers + [head])] }

    /// Images, `[N, 3, H, W]` from 0 to 1 with sides that are multiples of 32, to the raw maps of strides 8, 16 and 32.
    ///
    /// A map is `[N, 3, H / stride, W / stride, 5 + classes]`, before the sigmoid: centre, size, objectness and classes.
    public func callAsFunction(_ images: Tensor) -> [Tensor] {
        precondition(
            images.size(-1) % Self.strides[2] == 0 && images.size(-2) % Self.strides[2] == 0,
            "sides are multiples of \(Self.strides[2]), found \(images.shape)")
        var outputs: [Tensor] = []
        for (row, layer) in zip(Self.rows, layers) {
            let input = outputs.last ?? images
            if case .concatenation(let earlier) = row {
                outputs.append(Tensor.cat([input, outputs[earlier]], 1))
            } else if let layer = layer as? any Layer {
                outputs.append(layer(input))
            }
        }
        return head(Self.headRows.map { outputs[$0] })
    }

    /// A copy for inference, in which every batch norm has become part of the convolution before it.
    ///
    /// It gives what this network gives in evaluation mode, up to rounding, with less work, and cannot be trained.
    ///
    /// - Parameter white: the brightest pixel of the images that the copy takes: 255 for bytes as they are.
    public func folded(white: Double = 1) -> YOLOv5 {
        precondition(!isFolded, "the network is folded already")
        let copy = YOLOv5(
            configuration, BlockStyle(isFolded: true, generator: Generator(seed: 0)))
        var state = stateWithFoldedNorms()
        let first = "model.0.conv.weight"
        state[first] = noGrad { state[first].map { $0 / white } }
        copy.take(state)
        return copy
    }
}

extension YOLOv5 {
    /// Pixels of the image for a cell of each map.
    public static let strides = [8, 16, 32]
}

/// A place in the numbering that computes nothing by itself.
private final class Concatenation: Module {}

/// Modules named by their positions.
private final class Numbered: Module {
    private let modules: [Module]

    init(_ modules: [Module]) {
        self.modules = modules
    }

    override var children: Named<Module> { Named(numbering: modules) }
}
