import GoldenSupport
import Testing
import Torch
import TorchNN

@testable import Embedders

@Suite struct DOLGTests {
    private struct Recording: Decodable {
        var localChannels: Int
        var globalChannels: Int
        var width: Int
        var embedding: Int
        var training: Bool
    }

    @Test(
        "Given the formulas in PyTorch, then embeddings, gradients and statistics agree",
        arguments: Golden.all("dolg", in: .module).filter { $0.name != "component" })
    func neck(golden: Golden) throws {
        let recording: Recording = try golden.configuration()
        let tensors = try golden.tensors()
        let configuration = NeckConfiguration(.dolg, fusionWidth: recording.width, dropout: 0)
        let neck = DOLG(
            configuration, localChannels: recording.localChannels,
            globalChannels: recording.globalChannels, isFolded: false, generator: nil
        ) {
            EmbeddingProjection(
                2 * recording.width, recording.embedding, dropout: 0, isFolded: false,
                generator: nil)
        }.train(recording.training)
        var weights = tensors.entries(under: "parameter")
        for (name, buffer) in tensors.entries(under: "buffer") { weights[name] = buffer }
        try neck.load(weights)
        let local = try tensors.required("local").clone().requiringGrad()
        let global = try tensors.required("global").clone().requiringGrad()

        let output = neck([configuration.localMap: local, configuration.globalMap: global])
        output.backward(gradient: try tensors.required("gradient_output"))

        func check(_ actual: Tensor?, _ name: String, _ tolerance: Double = 1e-5) throws {
            expect(
                actual, equals: try tensors.required(name), within: tolerance,
                "\(golden.testDescription): \(name)")
        }
        try check(output, "output")
        try check(local.grad, "gradient.local")
        try check(global.grad, "gradient.global")
        for (name, parameter) in neck.namedParameters {
            try check(parameter.grad, "gradient.parameter.\(name)")
        }
        for (name, buffer) in neck.namedBuffers { try check(buffer, "buffer_after.\(name)") }
    }

    @Test func theComponentIsOrthogonal() throws {
        let golden = try #require(
            Golden.all("dolg", in: .module).first { $0.name == "component" })
        let tensors = try golden.tensors()
        let local = try tensors.required("local").clone().requiringGrad()
        let descriptor = try tensors.required("descriptor").clone().requiringGrad()

        let component = orthogonalComponent(of: local, to: descriptor)
        component.backward(gradient: try tensors.required("gradient_output"))

        expect(component, equals: try tensors.required("output"), within: 1e-5, "component")
        for (name, tensor) in [("local", local), ("descriptor", descriptor)] {
            expect(
                tensor.grad, equals: try tensors.required("gradient.\(name)"), within: 1e-5, name)
        }
        let products = Tensor.einsum("nchw,nc->nhw", component.detached(), descriptor.detached())
        #expect(products.abs().max().item() < 1e-5)
    }

    @Test func aDescriptorOfZerosTakesNothingAway() {
        let local = Tensor.randn([1, 3, 2, 2], generator: Generator(seed: 1))

        #expect(orthogonalComponent(of: local, to: Tensor.zeros([1, 3])).isEqual(to: local))
    }
}
