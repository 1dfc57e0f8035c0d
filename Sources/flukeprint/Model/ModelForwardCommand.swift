import ArgumentParser
import Embedders
import TensorFiles
import Torch

/// `flukeprint model forward`.
struct ModelForwardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forward",
        abstract: "Run a network on a tensor, and write what it computes.",
        discussion: """
            Reads the tensor 'input' (float32, [N, 3, H, W], normalised) from a safetensors file and runs the \
            network in inference mode. For an EfficientNet it writes 'features.0' to 'features.6' (the stages' \
            outputs), 'head' (after the head convolution) and 'logits'; for an embedder that Flukeprint wrote, \
            'embedding'; for a YOLOv5 the raw maps 'p3', 'p4' and 'p5' ([N, 3, H, W, 5 + classes], before the \
            sigmoid) and 'predictions' ([N, boxes, 5 + classes], in pixels). Compare them with another library's \
            to check where weights come from.

            Weights are read under timm's names, those of the efficientnet_pytorch family, and Ultralytics'. A \
            YOLOv5 takes pixels from 0 to 1, and sides that are multiples of 32.

            Examples:
              flukeprint model forward --arch tf_efficientnet_lite0 --weights lite0.pth \\
                  --input in.safetensors --output out.safetensors
              flukeprint model forward --weights embedder.safetensors \\
                  --input in.safetensors --output out.safetensors
              flukeprint model forward --arch yolov5s --weights yolov5s.safetensors \\
                  --input in.safetensors --output out.safetensors
            """)

    @Option(
        name: .customLong("arch"),
        help: ArgumentHelp(
            "The architecture, as 'flukeprint model list' names it; an embedder's file names its own.",
            valueName: "name"))
    var architecture: NetworkName?

    @Option(help: "The network's weights.", completion: .file())
    var weights: String

    @OptionGroup var options: WeightFileOptions

    @Option(help: "A safetensors file with the tensor 'input'.", completion: .file())
    var input: String

    @Option(help: "The safetensors file to write.", completion: .file())
    var output: String

    @Option(help: "Classes that the classifier tells apart; those of the weights, if left out.")
    var classes: Int?

    @Flag(
        help: "Compute with batch norms folded into the convolutions, as a detector at work does.")
    var folded = false

    func validate() throws {
        if let classes, classes < 1 { throw ValidationError("--classes must be at least 1.") }
        guard WeightFileFormat(ending: output) == .safetensors else {
            throw ValidationError("'\(output)' must end in .safetensors.")
        }
    }

    func run() throws {
        let images = try readInput()
        let state = try StateDictionary(contentsOf: weights, entry: options.entry)
        let outputs = try noGrad {
            if EmbedderConfiguration.isDescribed(by: state.metadata) {
                return try runEmbedder(state, on: images)
            }
            switch architecture {
            case .embedder(let architecture):
                return try runBackbone(architecture, state, on: images)
            case .detector(let size):
                return try DetectorForward(
                    size: size, state: state, path: weights, classCount: classes, isFolded: folded
                ).outputs(of: images, from: input)
            case nil:
                throw ValidationError(
                    "\(weights) does not name its architecture: give --arch, one of those that 'flukeprint model list' shows."
                )
            }
        }
        try outputs.write(to: output)
        for (name, tensor) in outputs { print("\(name)  \(tensor.shape)") }
    }

    private func readInput() throws -> Tensor {
        guard let images = try StateDictionary(contentsOf: input)["input"] else {
            throw TensorFileError(
                path: input, problem: "it holds no tensor 'input'",
                advice: "write one of float32, [N, 3, H, W]")
        }
        guard images.dtype == .float32, images.rank == 4, images.size(1) == 3, images.count > 0
        else {
            throw TensorFileError(
                path: input,
                problem:
                    "its tensor 'input' is \(images.dtype.rawValue) \(images.shape), expected float32 [N, 3, H, W]"
            )
        }
        return images
    }

    private func runEmbedder(
        _ state: StateDictionary, on images: Tensor
    ) throws -> StateDictionary {
        let embedder = try Embedder(state, from: weights)
        let own = embedder.configuration.architecture
        switch architecture {
        case .embedder(own), nil: break
        default: throw ValidationError("\(weights) is an embedder of \(own), not what --arch says.")
        }
        var outputs = StateDictionary()
        outputs["embedding"] = embedder(images)
        return outputs
    }

    private func runBackbone(
        _ architecture: Architecture, _ state: StateDictionary, on images: Tensor
    ) throws -> StateDictionary {
        let network = EfficientNet(
            architecture.network,
            classCount: classes ?? EfficientNet.classCount(of: state) ?? 1000)
        try network.load(state, from: weights)
        network.eval()
        let maps = network.featureMaps(images)
        var outputs = StateDictionary()
        for map in FeatureMap.allCases { outputs[map.description] = maps[map] }
        outputs["logits"] = maps[.head].map { network.logits(headMap: $0) }
        return outputs
    }
}
