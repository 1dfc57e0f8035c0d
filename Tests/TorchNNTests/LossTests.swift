import Foundation
import GoldenSupport
import Testing
import Torch
import TorchNN

@Suite struct LossTests {
    private struct Configuration: Decodable {
        var loss, reduction: String
        var labelSmoothing, alpha, gamma, beta: Double?
        var ignoreIndex: Int?
    }

    private func loss(
        _ configuration: Configuration, _ input: Tensor, _ tensors: StateDictionary
    ) throws -> Tensor {
        let reductions: [String: Reduction] = ["none": .none, "mean": .mean, "sum": .sum]
        let reduction = try #require(reductions[configuration.reduction])
        let target = try tensors.required("target")
        switch configuration.loss {
        case "cross_entropy":
            return crossEntropy(
                input, target, classWeights: tensors["weight"],
                labelSmoothing: try #require(configuration.labelSmoothing),
                ignoredIndex: try #require(configuration.ignoreIndex), reduction: reduction)
        case "binary_cross_entropy_with_logits":
            return binaryCrossEntropy(
                logits: input, target, weight: tensors["weight"],
                positiveWeight: tensors["pos_weight"], reduction: reduction)
        case "sigmoid_focal_loss":
            let alpha = try #require(configuration.alpha)
            return focalLoss(
                logits: input, target, alpha: alpha < 0 ? nil : alpha,
                gamma: try #require(configuration.gamma), reduction: reduction)
        case "mse_loss": return meanSquaredError(input, target, reduction: reduction)
        case "smooth_l1_loss":
            return smoothL1(
                input, target, beta: try #require(configuration.beta), reduction: reduction)
        default: throw TorchError("no loss for \(configuration.loss)")
        }
    }

    @Test(
        "A loss gives PyTorch's value and gradient",
        arguments: Golden.all("losses", in: .module))
    func repeats(_ golden: Golden) throws {
        let tensors = try golden.tensors()
        let input = try tensors.required("input").clone().requiringGrad()
        let output = try loss(golden.configuration(), input, tensors)
        output.backward(gradient: try tensors.required("gradient_output"))
        expect(
            output, equals: try tensors.required("output"), within: Tolerance.forward,
            scale: .element, "\(golden.testDescription): output")
        expect(
            input.grad, equals: try tensors.required("gradient.input"),
            within: Tolerance.gradient, scale: .element,
            "\(golden.testDescription): gradient.input")
    }
}
