import Torch
import TorchNN

/// EfficientNet (arXiv 1905.11946, table 1), and its Lite variants: images `[N, 3, H, W]` of any size to feature maps
/// and class scores.
///
/// The names of the weights are timm's: `conv_stem.weight`, `blocks.1.0.se.conv_reduce.bias`, `classifier.weight`.
public final class EfficientNet: Module, Layer {
    /// The stages between stem and head, of the smallest network; a row of the paper's table 1 each.
    ///
    /// The stem before them is a 3×3 convolution to 32 channels with stride 2, the head behind them a 1×1 convolution
    /// to 1280 channels.
    public static let stages = [
        Stage(kernelSize: 3, stride: 1, expansion: 1, channels: 16, repeats: 1),
        Stage(kernelSize: 3, stride: 2, expansion: 6, channels: 24, repeats: 2),
        Stage(kernelSize: 5, stride: 2, expansion: 6, channels: 40, repeats: 2),
        Stage(kernelSize: 3, stride: 2, expansion: 6, channels: 80, repeats: 3),
        Stage(kernelSize: 5, stride: 1, expansion: 6, channels: 112, repeats: 3),
        Stage(kernelSize: 5, stride: 2, expansion: 6, channels: 192, repeats: 4),
        Stage(kernelSize: 3, stride: 1, expansion: 6, channels: 320, repeats: 1),
    ]

    /// A row of the table: blocks of one kind, the first of which has the stride.
    public struct Stage: Sendable {
        /// The side of the depthwise kernel.
        public let kernelSize: Int
        /// The stride of the first block.
        public let stride: Int
        /// How many times wider a block is inside.
        public let expansion: Int
        /// The width of the output, before scaling.
        public let channels: Int
        /// The number of blocks, before scaling.
        public let repeats: Int
    }

    /// How the table is scaled, and in which flavour.
    public let configuration: EfficientNetConfiguration
    /// Whether batch norms are part of the convolutions; see ``folded()``.
    public let isFolded: Bool
    private let classCount: Int?
    private let stem: ConvolutionUnit
    private let blocks: Sequential
    private let head: ConvolutionUnit
    private let dropout: Dropout
    private let classifier: Linear?

    /// A network with fresh weights, drawn as timm draws them.
    ///
    /// - Parameters:
    ///   - configuration: how the table is scaled.
    ///   - classCount: classes that the classifier tells apart; `nil` for a network without one.
    ///   - dropout: the share of pooled features that is dropped in training; as published if left out.
    ///   - dropPath: how likely the last block is skipped in training, earlier ones less; as published if left out.
    ///   - generator: what the weights are drawn from.
    public convenience init(
        _ configuration: EfficientNetConfiguration, classCount: Int? = 1000,
        dropout: Double? = nil, dropPath: Double? = nil, generator: Generator? = nil
    ) {
        self.init(
            configuration, classCount: classCount, dropout: dropout ?? configuration.dropout,
            dropPath: dropPath ?? configuration.dropPath, isFolded: false, generator: generator)
    }

    init(
        _ configuration: EfficientNetConfiguration, classCount: Int?, dropout: Double,
        dropPath: Double, isFolded: Bool, generator: Generator?
    ) {
        self.configuration = configuration
        self.classCount = classCount
        self.isFolded = isFolded
        let style = configuration.style(isFolded: isFolded, generator: generator)
        stem = style.unit(3, configuration.stemChannels, kernelSize: 3, stride: 2)
        let count = configuration.blocks.reduce(0) { $0 + $1.count }
        var position = 0
        blocks = Sequential(
            configuration.blocks.map { shapes in
                Sequential(
                    shapes.map { shape in
                        defer { position += 1 }
                        return InvertedResidual(
                            shape, style, dropPath: dropPath * Double(position) / Double(count))
                    })
            })
        head = style.unit(
            configuration.channels(of: .stage(Self.stages.count - 1)),
            configuration.channels(of: .head))
        self.dropout = Dropout(dropout)
        classifier = classCount.map {
            Linear(configuration.channels(of: .head), $0, generator: generator)
        }
        super.init()
        initializeWeights(generator)
    }

    override public var children: Named<Module> {
        [
            "conv_stem": stem.convolution, "bn1": stem.norm, "blocks": blocks,
            "conv_head": head.convolution, "bn2": head.norm, "dropout": dropout,
            "classifier": classifier,
        ]
    }

    /// Feature maps by name, computed no further than the last one that is wanted.
    public func featureMaps(
        _ images: Tensor, _ wanted: Set<FeatureMap> = Set(FeatureMap.allCases)
    ) -> [FeatureMap: Tensor] {
        var maps: [FeatureMap: Tensor] = [:]
        var map = stem(images)
        for (index, stage) in blocks.layers.enumerated() {
            map = stage(map)
            if wanted.contains(.stage(index)) { maps[.stage(index)] = map }
            if maps.count == wanted.count { return maps }
        }
        maps[.head] = head(map)
        return maps
    }

    /// Class scores of the map after the head convolution, `[N, classes]`.
    public func logits(headMap: Tensor) -> Tensor {
        guard let classifier else {
            preconditionFailure("the network was made without a classifier")
        }
        return classifier(dropout(headMap.mean(2, 3)))
    }

    /// Class scores, `[N, 3, H, W]` to `[N, classes]`.
    public func callAsFunction(_ images: Tensor) -> Tensor {
        logits(headMap: head(blocks(stem(images))))
    }

    /// A copy for inference, in which every batch norm has become part of the convolution before it.
    ///
    /// It gives what this network gives in evaluation mode, up to rounding, with less work, and cannot be trained.
    public func folded() -> EfficientNet {
        precondition(!isFolded, "the network is folded already")
        let copy = EfficientNet(
            configuration, classCount: classCount, dropout: 0, dropPath: 0, isFolded: true,
            generator: Generator(seed: 0))
        copy.take(stateWithFoldedNorms())
        return copy
    }

    /// Draws weights as TensorFlow's implementation and timm do: normal, with the variance of 2 over the outputs that
    /// an input feeds.
    func initializeWeights(_ generator: Generator?) {
        for (_, module) in namedModules {
            if let convolution = module as? Conv2d {
                let weight = convolution.weight
                let fanOut = weight.count / weight.size(1) / convolution.groups
                weight.initialize(
                    .normal(standardDeviation: (2 / Double(fanOut)).squareRoot()),
                    generator: generator)
                convolution.bias?.initialize(.constant(0))
            } else if let linear = module as? Linear {
                let bound = 1 / Double(linear.weight.size(0)).squareRoot()
                linear.weight.initialize(
                    .uniform(from: -bound, to: bound), generator: generator)
                linear.bias?.initialize(.constant(0))
            }
        }
    }
}

extension EfficientNet: NormFolding {
    /// Convolutions with their norms.
    public var foldedNorms: [(layer: String, norm: String)] {
        [("conv_stem", "bn1"), ("conv_head", "bn2")]
    }
}
