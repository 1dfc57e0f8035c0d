import Foundation
import GoldenSupport
import Testing
import Torch
import TorchNN

@Suite struct TrainingTests {
    private struct Configuration: Decodable {
        struct Optimizer: Decodable {
            var lr, momentum, weightDecay: Double
            var nesterov: Bool
        }

        var optimizer: Optimizer
        var steps: Int
    }

    @Test(
        "A small network trains as in PyTorch",
        arguments: Golden.all("training", in: .module))
    func repeats(_ golden: Golden) throws {
        let configuration = try golden.configuration(Configuration.self)
        let tensors = try golden.tensors()
        let network = Sequential(
            Conv2d(3, 6, kernelSize: 3, stride: 2, padding: .zeros(1), hasBias: false),
            BatchNorm(6), Activation(.silu),
            Conv2d(6, 8, kernelSize: 3, stride: 2, padding: .zeros(1), hasBias: false),
            BatchNorm(8), Activation(.silu), AdaptiveAveragePool2d(1), Flatten(), Linear(8, 4))
        try network.load(tensors.entries(under: "initial"))
        let options = configuration.optimizer
        let optimizer = SGD(
            [
                ParameterGroup(
                    network.namedParameters, learningRate: options.lr,
                    weightDecay: options.weightDecay)
            ], momentum: options.momentum, isNesterov: options.nesterov)
        var losses: [Tensor] = []
        for step in 1...configuration.steps {
            optimizer.zeroGrad()
            let loss = crossEntropy(
                network(try tensors.required("input.\(step)")),
                try tensors.required("target.\(step)"))
            loss.backward()
            optimizer.step()
            losses.append(loss.detached())
            let expected = tensors.entries(under: "after_\(step)")
            #expect(expected.count == network.stateDictionary.count)
            for (name, tensor) in network.stateDictionary {
                expect(
                    tensor, equals: try expected.required(name), within: Tolerance.forward,
                    "\(golden.testDescription): step \(step), \(name)")
            }
        }
        expect(
            Tensor.stack(losses), equals: try tensors.required("losses"),
            within: Tolerance.forward, "\(golden.testDescription): losses")
    }
}
