import ArgumentParser
import Torch

/// Identifies individual whales and dolphins from photographs.
@main
struct Flukeprint: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "flukeprint")
    func run() async throws {
       let x = Tensor.arange(0..<12).reshape(3, 4)
       print((x[1..., .ellipsis, 2] + 1).array(of: Int.self), x[.all, -1].shape, x[x .> 5].array(of: Int.self))
    }
}
