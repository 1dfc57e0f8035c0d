import GoldenSupport
import Testing
import Torch
import TorchNN

/// Layers have ways of their own for images in channels-last order; contiguous images take libtorch's.
@Suite struct FastLayersTests {
    private func expectSameInBothOrders(
        _ layer: some Layer, _ input: Tensor, fast: String, sourceLocation: SourceLocation
    ) throws {
        let state = layer.stateDictionary.copied()
        let gradient = Tensor.randn(layer(input).shape)
        func pass(_ format: MemoryFormat) throws -> StateDictionary {
            try layer.load(state)
            layer.zeroGrad()
            let input = input.to(memoryFormat: format).clone().requiringGrad()
            let output = layer(input)
            output.backward(gradient: gradient.to(memoryFormat: format))
            let function = try #require(output.gradientFunction)
            #expect(
                function.contains(fast) == (format == .channelsLast), "\(function)",
                sourceLocation: sourceLocation)
            var found = layer.stateDictionary.copied()
            found["output"] = output.detached()
            found["input's gradient"] = input.grad
            for (name, parameter) in layer.namedParameters {
                found["\(name)'s gradient"] = parameter.grad
            }
            return found
        }
        let own = try pass(.channelsLast), plain = try pass(.contiguous)
        #expect(own.names == plain.names, sourceLocation: sourceLocation)
        for (name, tensor) in plain {
            expect(
                own[name], equals: tensor, within: 2e-5, name, sourceLocation: sourceLocation)
        }
    }

    @Test("A depthwise convolution gives the same in both orders, with padding on one side too")
    func depthwise() throws {
        for padding in [Conv2d.Padding.same, .zeros(2), .zeros(0)] {
            let layer = Conv2d(
                20, 20, kernelSize: 5, stride: 2, padding: padding, groups: 20, hasBias: false)
            try expectSameInBothOrders(
                layer, .randn([2, 20, 12, 9]), fast: "DepthwiseConvolution",
                sourceLocation: #_sourceLocation)
        }
    }

    @Test(
        "Batch norm with an activation gives the same in both orders, running statistics too",
        arguments: [Activation.Function.identity, .relu, .relu6, .silu])
    func batchNorm(_ activation: Activation.Function) throws {
        try expectSameInBothOrders(
            BatchNorm(20, activation: activation), .randn([3, 20, 6, 5]) * 3,
            fast: "NormActivation", sourceLocation: #_sourceLocation)
    }

    @Test("An activation that is not fused comes after batch norm")
    func unfusedActivation() {
        let input = Tensor.randn([3, 4, 6, 5])
        expect(
            BatchNorm(4, activation: .sigmoid)(input), isIdenticalTo: BatchNorm(4)(input).sigmoid(),
            "output")
    }

    @Test("Squeeze-and-excitation gives the same in both orders, under timm's names")
    func squeezeExcite() throws {
        let layer = SqueezeExcite(20, squeezedChannels: 5, activation: .silu)
        #expect(
            layer.stateDictionary.names == [
                "conv_reduce.weight", "conv_reduce.bias", "conv_expand.weight", "conv_expand.bias",
            ])
        try expectSameInBothOrders(
            layer, .randn([3, 20, 6, 5]), fast: "SqueezeExcitation",
            sourceLocation: #_sourceLocation)
    }

    @Test("Squeeze-and-excitation with an activation of two passes follows its definition")
    func unfusedExcitation() throws {
        let layer = SqueezeExcite(6, squeezedChannels: 2, activation: .softplus)
        let input = Tensor.randn([2, 6, 3, 3])
        let state = layer.stateDictionary
        func tensor(_ name: String) throws -> Tensor { try #require(state[name]) }
        let squeezed = input.mean(2, 3, keepDimensions: true)
            .conv2d(try tensor("conv_reduce.weight"), bias: try tensor("conv_reduce.bias"))
        let factors = squeezed.softplus()
            .conv2d(try tensor("conv_expand.weight"), bias: try tensor("conv_expand.bias"))
        expect(layer(input), equals: input * factors.sigmoid(), within: 1e-6, "output")
    }
}
