import ArgumentParser
import BenchmarkSupport
import Torch
import TorchNN

/// What each parameter of a network costs beside the arithmetic: in a deep network they are many.
struct ParametersBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parameters",
        abstract: "Microseconds per tiny parameter: optimizer, clipping, zeroing, moving average.")

    @Option(help: "How often each is measured.")
    var rounds = 51

    @Option(help: "Batch norms in the network, each with two parameters and three buffers.")
    var layers = 500

    private struct Row: Encodable {
        let measurement = "parameters"
        let what: String
        let microseconds: Double
    }

    func run() throws {
        Runtime.threads = 2
        let network = Sequential((0..<layers).map { _ in BatchNorm(8) })
        let parameters = network.parameters
        let average = ExponentialMovingAverage(of: network)
        let optimizer = AdamW([
            ParameterGroup(network.namedParameters, learningRate: 1e-3, weightDecay: 1e-2)
        ])
        let gradient = Tensor.ones([8])
        func setGradients() { for parameter in parameters { parameter.grad = gradient.clone() } }

        setGradients()
        try measure("clip_gradient_norm") { clipGradientNorm(parameters, maximum: 1) }
        try measure("adamw_step") { optimizer.step() }
        try measure("moving_average") { average.update() }
        try measure("zero_grad", before: setGradients) { optimizer.zeroGrad() }
    }

    private func measure(
        _ what: String, before: () -> Void = {}, _ body: () -> Void
    ) throws {
        let times = (0..<rounds + 1).map { _ in
            before()
            return seconds(body)
        }
        let microseconds = median(Array(times.dropFirst())) * 1e6 / Double(2 * layers)
        try printLine(Row(what: what, microseconds: microseconds))
    }
}
