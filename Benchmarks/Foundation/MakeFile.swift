import ArgumentParser
import Torch

/// Writes a weight file as large as a large network's.
struct MakeFile: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make-file", abstract: "Write a safetensors file of 260 MB, in 1,235 tensors.")

    @Argument(help: "Where to write it.")
    var file: String

    func run() throws {
        let generator = Generator(seed: 2)
        var weights = StateDictionary()
        for block in 0..<247 {
            weights["blocks.\(block).conv.weight"] = .randn([512, 512], generator: generator)
            for name in ["weight", "bias", "running_mean", "running_var"] {
                weights["blocks.\(block).bn.\(name)"] = .randn([512], generator: generator)
            }
        }
        try weights.write(to: file)
    }
}
