import Foundation
import GoldenSupport
import Testing
import Torch
import TorchNN

@Suite struct AutocastTests {
    private struct Configuration: Decodable {
        var dtypes: [String: String]
    }

    private final class Network: Module {
        let convolution = Conv2d(
            3, 8, kernelSize: 3, stride: 2, padding: .zeros(1), hasBias: false)
        let norm = BatchNorm(8)
        let linear = Linear(8, 5)

        override var children: Named<Module> {
            ["conv": convolution, "bn": norm, "linear": linear]
        }
    }

    @Test(
        "Under autocast, every operator gives PyTorch's type and values",
        arguments: Golden.all("autocast", in: .module))
    func repeats(_ golden: Golden) throws {
        let dtypes = try golden.configuration(Configuration.self).dtypes
        let tensors = try golden.tensors()
        let network = Network()
        var weights = tensors.entries(under: "parameter")
        for (name, buffer) in tensors.entries(under: "buffer") { weights[name] = buffer }
        try network.load(weights)
        let input = try tensors.required("input").clone().requiringGrad()
        let target = try tensors.required("target")

        var outputs: [String: Tensor] = [:]
        let loss = autocast(.bfloat16) {
            let convolved = network.convolution(input)
            let normalized = network.norm(convolved)
            let activated = normalized.silu()
            let mean = activated.mean(2, 3)
            let logits = network.linear(mean)
            let loss = crossEntropy(logits, target)
            outputs = [
                "conv": convolved, "bn": normalized, "silu": activated, "mean": mean,
                "linear": logits, "loss": loss,
            ]
            return loss
        }
        loss.backward()

        // Eight bits of significand; how sums of them are rounded depends on the processor.
        let tolerance = 1e-2
        #expect(outputs.mapValues(\.dtype.rawValue) == dtypes)
        func check(_ actual: Tensor?, _ name: String) throws {
            expect(
                actual, equals: try tensors.required(name), within: tolerance,
                "\(golden.testDescription): \(name)")
        }
        for (name, output) in outputs { try check(output, "output.\(name)") }
        try check(input.grad, "gradient.input")
        for (name, parameter) in network.namedParameters {
            #expect(parameter.dtype == .float32)
            try check(parameter.grad, "gradient.parameter.\(name)")
        }
        for (name, buffer) in network.namedBuffers { try check(buffer, "buffer_after.\(name)") }
    }
}
