import Torch
import TorchNN

/// How the table of EfficientNet's stages becomes one of the published networks.
public struct EfficientNetConfiguration: Hashable, Sendable {
    /// Details in which the published implementations differ.
    public enum Flavour: Sendable {
        /// Google's: TensorFlow's "same" padding, batch norm's ε 10⁻³; timm's `tf_efficientnet_b0` and so on.
        case tensorFlow
        /// timm's own: symmetric padding, ε 10⁻⁵; timm's `efficientnet_b0` and so on.
        case pyTorch
        /// Google's for small devices: as `tensorFlow`, but with ReLU6, without squeeze-and-excitation, and with
        /// stem, head and the repeats of the first and last stage unscaled; `tf_efficientnet_lite0` and so on.
        case lite
    }

    /// The convolutions of one block.
    struct Block: Hashable, Sendable {
        var inputChannels: Int
        var outputChannels: Int
        var kernelSize: Int
        var stride: Int
        var expansion: Int
        /// Channels in the middle of squeeze-and-excitation, 0 without it: a quarter of the block's input.
        var squeezedChannels: Int

        var innerChannels: Int { inputChannels * expansion }
    }

    /// What channels are multiplied by.
    public let width: Double
    /// What repeats are multiplied by.
    public let depth: Double
    /// The share of pooled features that is dropped in training.
    public let dropout: Double
    /// How likely the last block is skipped in training; earlier ones are less, in proportion.
    public let dropPath: Double
    /// Details in which the published implementations differ.
    public let flavour: Flavour

    /// A scaling of the table.
    public init(
        width: Double, depth: Double, dropout: Double, dropPath: Double = 0.2, flavour: Flavour
    ) {
        self.width = width
        self.depth = depth
        self.dropout = dropout
        self.dropPath = dropPath
        self.flavour = flavour
    }

    /// The channels of a feature map.
    public func channels(of map: FeatureMap) -> Int {
        switch map {
        case .stage(let index): scaled(EfficientNet.stages[index].channels)
        case .head: flavour == .lite ? 1280 : scaled(1280)
        }
    }

    var stemChannels: Int { flavour == .lite ? 32 : scaled(32) }

    /// The blocks of each stage.
    var blocks: [[Block]] {
        var inputChannels = stemChannels
        return EfficientNet.stages.indices.map { index in
            let stage = EfficientNet.stages[index]
            return (0..<repeats(of: index)).map { position in
                defer { inputChannels = scaled(stage.channels) }
                return Block(
                    inputChannels: inputChannels, outputChannels: scaled(stage.channels),
                    kernelSize: stage.kernelSize, stride: position == 0 ? stage.stride : 1,
                    expansion: stage.expansion,
                    squeezedChannels: flavour == .lite ? 0 : inputChannels / 4)
            }
        }
    }

    func style(isFolded: Bool, generator: Generator?) -> ConvolutionStyle {
        ConvolutionStyle(
            isSame: flavour != .pyTorch, epsilon: flavour == .pyTorch ? 1e-5 : 1e-3,
            activation: flavour == .lite ? .relu6 : .silu, isFolded: isFolded,
            generator: generator)
    }

    private func repeats(of index: Int) -> Int {
        let repeats = EfficientNet.stages[index].repeats
        let isOuter = index == 0 || index == EfficientNet.stages.count - 1
        if flavour == .lite && isOuter { return repeats }
        return Int((Double(repeats) * depth).rounded(.up))
    }

    /// The nearest multiple of 8, but not less than nine tenths.
    private func scaled(_ channels: Int) -> Int {
        let wanted = Double(channels) * width
        let nearest = max(8, Int(wanted + 4) / 8 * 8)
        return Double(nearest) < 0.9 * wanted ? nearest + 8 : nearest
    }
}
