import Embedders
import Foundation
import Torch
import TorchNN

/// Gradients for `Tools/Reference/check_embedders.py`: `worker ARCHITECTURE WEIGHTS INPUT OUTPUT`.
///
/// Runs the network in training mode, without dropout and drop path, on the tensor `input` and in its element type,
/// and writes the gradients of all weights, given that of the class scores in `cotangent`.
@main
enum EmbedderGradients {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 5 else {
            print("usage: worker ARCHITECTURE WEIGHTS INPUT OUTPUT")
            exit(64)
        }
        let tensors = try StateDictionary(contentsOf: arguments[3])
        guard let input = tensors["input"], let cotangent = tensors["cotangent"] else {
            print("\(arguments[3]) lacks input or cotangent")
            exit(65)
        }
        let network = EfficientNet(
            try Architecture(named: arguments[1]).network, classCount: cotangent.size(1),
            dropout: 0, dropPath: 0)
        try network.loadWeights(from: arguments[2])
        network.to(dtype: input.dtype)
        network(input).backward(gradient: cotangent)
        var gradients = StateDictionary()
        for (name, parameter) in network.namedParameters { gradients[name] = parameter.grad }
        try gradients.write(to: arguments[4])
    }
}
