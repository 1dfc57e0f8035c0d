import Foundation
import GoldenSupport
import Testing
import Torch
import TorchNN

@Suite struct OptimizerTests {
    private struct Configuration: Decodable {
        struct Group: Decodable {
            var parameters: [String]
            var lr, weightDecay: Double
            var momentum, dampening, eps: Double?
            var betas: [Double]?
            var nesterov, amsgrad: Bool?
        }

        var optimizer: String
        var groups: [Group]
        var keptSteps: [Int]
    }

    private func optimizer(
        _ configuration: Configuration, of network: Module
    ) throws -> Optimizer {
        let groups = configuration.groups.map { group in
            ParameterGroup(
                network.namedParameters.filter { group.parameters.contains($0.name) },
                learningRate: group.lr, weightDecay: group.weightDecay)
        }
        let first = try #require(configuration.groups.first)
        if configuration.optimizer == "SGD" {
            return SGD(
                groups, momentum: try #require(first.momentum),
                dampening: try #require(first.dampening),
                isNesterov: try #require(first.nesterov as Bool?))
        }
        let betas = try #require(first.betas)
        let epsilon = try #require(first.eps)
        let isAMSGrad = try #require(first.amsgrad as Bool?)
        switch configuration.optimizer {
        case "Adam":
            return Adam(
                groups, beta1: betas[0], beta2: betas[1], epsilon: epsilon, isAMSGrad: isAMSGrad)
        case "AdamW":
            return AdamW(
                groups, beta1: betas[0], beta2: betas[1], epsilon: epsilon, isAMSGrad: isAMSGrad)
        default: throw TorchError("no optimizer for \(configuration.optimizer)")
        }
    }

    @Test(
        "An optimizer gives PyTorch's parameters, state and losses over twenty steps",
        arguments: Golden.all("optimizers", in: .module))
    func repeats(_ golden: Golden) throws {
        let configuration = try golden.configuration(Configuration.self)
        let tensors = try golden.tensors()
        let input = try tensors.required("input")
        let target = try tensors.required("target")
        let network = Sequential(Linear(7, 5), Activation(.silu), Linear(5, 3))
        try network.load(tensors.entries(under: "parameter"))
        let optimizer = try optimizer(configuration, of: network)

        func check(_ actual: Tensor?, _ name: String) throws {
            expect(
                actual, equals: try tensors.required(name), within: Tolerance.optimizer,
                "\(golden.testDescription): \(name)")
        }
        var losses: [Tensor] = []
        for step in 1...20 {
            optimizer.zeroGrad()
            let loss = crossEntropy(network(input), target)
            loss.backward()
            optimizer.step()
            losses.append(loss.detached())
            guard configuration.keptSteps.contains(step) else { continue }
            for (name, parameter) in network.namedParameters {
                try check(parameter, "after_\(step).parameter.\(name)")
            }
        }
        try check(Tensor.stack(losses), "losses")
        let state = optimizer.stateDictionary
        let expectedState = tensors.entries(under: "after_20.state")
        let stateNames = state.names.filter {
            !$0.hasPrefix("groups.") && $0 != "momentum"
        }
        #expect(Set(stateNames) == Set(expectedState.names))
        // Moments follow the gradients, which are sums rounded in the order of the processor.
        for name in stateNames {
            expect(
                state[name], equals: try expectedState.required(name), within: Tolerance.forward,
                "\(golden.testDescription): state \(name)")
        }
    }
}
