import Foundation
import GoldenSupport
import Testing
import Torch
import TorchNN

@Suite struct ClippingTests {
    private struct Configuration: Decodable {
        var maxNorm, clipValue: Double?
        var normType: String?
    }

    @Test(
        "Clipping gives PyTorch's gradients and norm",
        arguments: Golden.all("clipping", in: .module))
    func repeats(_ golden: Golden) throws {
        let configuration = try golden.configuration(Configuration.self)
        let tensors = try golden.tensors()
        let gradients = tensors.entries(under: "gradient")
        let parameters = gradients.map { _, gradient in
            let parameter = Tensor.zeros(like: gradient).requiringGrad()
            parameter.grad = gradient.clone()
            return parameter
        }
        if let maximum = configuration.clipValue {
            clipGradientValue(parameters, maximum: maximum)
        } else {
            let norm = clipGradientNorm(
                parameters, maximum: try #require(configuration.maxNorm),
                order: try #require(Double(configuration.normType ?? "")))
            expect(
                norm, equals: try tensors.required("total_norm"), within: Tolerance.forward,
                "\(golden.testDescription): norm")
        }
        for (name, parameter) in zip(gradients.names, parameters) {
            expect(
                parameter.grad, equals: try tensors.required("clipped.\(name)"),
                within: Tolerance.forward, "\(golden.testDescription): gradient \(name)")
        }
    }

    @Test("Given no gradients, the norm is 0 and nothing happens")
    func withoutGradients() {
        let parameter = Tensor.ones([2]).requiringGrad()
        #expect(clipGradientNorm([parameter], maximum: 1).item() == 0)
        #expect(clipGradientNorm([], maximum: 1).item() == 0)
        clipGradientValue([parameter], maximum: 1)
        #expect(parameter.grad == nil)
    }

    @Test("Given an empty gradient among others, it counts nothing")
    func emptyGradient() {
        let empty = Tensor.zeros([0, 3]).requiringGrad()
        empty.grad = Tensor.zeros([0, 3])
        let other = Tensor.zeros([2]).requiringGrad()
        other.grad = Tensor([Float(3), 4])
        #expect(clipGradientNorm([empty, other], maximum: 1).item() == 5)
        #expect(other.grad?.norm().item() ?? 0 < 1)
    }

    @Test("Given NaN in a gradient, the norm says so", arguments: [Float.nan, .infinity])
    func notANumber(value: Float) {
        let parameter = Tensor.zeros([2]).requiringGrad()
        parameter.grad = Tensor([1, value])
        let norm = clipGradientNorm([parameter], maximum: 1).item()
        #expect(!norm.isFinite)
    }
}
