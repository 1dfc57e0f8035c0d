import ArgumentParser
import Foundation
import TensorFiles
import Torch

/// `flukeprint model convert IN OUT`.
struct ModelConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Write the tensors of a weight file in another format.",
        discussion: """
            The output's format follows from its ending: .safetensors, .pth or .pt (a PyTorch state \
            dictionary), .npy (one tensor). The output appears complete or not at all. Metadata is kept by \
            .safetensors alone.

            Examples:
              flukeprint model convert efficientnet_lite0.pth lite0.safetensors
              flukeprint model convert checkpoint.pt model.safetensors --entry model --dtype float32
              flukeprint model convert model.safetensors model.pth
            """)

    @Argument(help: "A .safetensors, .pth, .pt or .npy file.", completion: .file())
    var input: String

    @Argument(
        help: "The file to write, ending in .safetensors, .pth, .pt or .npy.",
        completion: .file())
    var output: String

    @OptionGroup var options: WeightFileOptions

    @Option(help: "Convert real numbers to this type.")
    var dtype: RealType?

    @Flag(help: "Replace the output where it exists.")
    var force = false

    func validate() throws {
        guard WeightFileFormat(ending: output) != nil else {
            throw ValidationError(
                "'\(output)' must end in .safetensors, .pth, .pt or .npy, which names its format.")
        }
    }

    func run() throws {
        guard let format = WeightFileFormat(ending: output) else { return }
        guard force || !FileManager.default.fileExists(atPath: output) else {
            throw TensorFileError(
                path: output, problem: "exists already",
                advice: "name another file, or give --force", kind: .unwritable)
        }
        var state = try StateDictionary(contentsOf: input, entry: options.entry)
        guard state.count > 0 else {
            throw TensorFileError(path: input, problem: "holds no tensors")
        }
        if let dtype { state.convertRealNumbers(to: dtype.dtype) }
        try state.write(to: output, format: format)
        if format != .safetensors && !state.metadata.isEmpty {
            FileHandle.standardError.write(
                Data("warning: \(output) has no room for metadata, which was left out\n".utf8))
        }
        print("\(output): \(state.count) tensor\(state.count == 1 ? "" : "s")")
    }
}

/// The types of real numbers, as the command line names them.
enum RealType: String, CaseIterable, ExpressibleByArgument {
    case float16, bfloat16, float32, float64

    var dtype: DType {
        switch self {
        case .float16: .float16
        case .bfloat16: .bfloat16
        case .float32: .float32
        case .float64: .float64
        }
    }
}
