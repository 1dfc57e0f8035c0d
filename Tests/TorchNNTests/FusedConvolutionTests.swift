import GoldenSupport
import Testing
import Torch
import TorchNN

/// For inference a convolution, its activation and a sum are one operator; it gives what three give.
@Suite struct FusedConvolutionTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var inputs = 24
        var outputs = 40
        var kernel = 1
        var stride = 1
        var padding = Conv2d.Padding.same
        var dilation = 1
        var groups = 1
        var hasBias = true

        var testDescription: String {
            "\(inputs) → \(outputs), \(kernel)×\(kernel), stride \(stride), \(padding), dilation "
                + "\(dilation), \(groups) groups\(hasBias ? "" : ", no bias")"
        }

        func layer(_ generator: Generator) -> Conv2d {
            Conv2d(
                inputs, outputs, kernelSize: Size2d(kernel), stride: Size2d(stride),
                padding: padding, dilation: Size2d(dilation), groups: groups, hasBias: hasBias,
                generator: generator)
        }

        static let all = [
            Case(), Case(hasBias: false), Case(inputs: 3, outputs: 32, kernel: 3, stride: 2),
            Case(inputs: 3, outputs: 5, kernel: 3, stride: 2, padding: 1),
            Case(kernel: 3, padding: 3, dilation: 3), Case(kernel: 3, groups: 4),
            Case(inputs: 24, outputs: 24, kernel: 3, stride: 2, groups: 24),
            Case(inputs: 35, outputs: 35, kernel: 5, stride: 2, groups: 35),
            Case(inputs: 16, outputs: 16, kernel: 5, groups: 16, hasBias: false),
        ]
    }

    @Test(
        "It gives what plain layers give, in both types", arguments: Case.all,
        [Activation.Function.identity, .relu, .relu6, .silu, .sigmoid])
    func repeatsPlainLayers(_ test: Case, activation: Activation.Function) {
        let generator = Generator(seed: 8)
        let layer = test.layer(generator).to(memoryFormat: .channelsLast)
        // Odd and even sizes; the second is not the one that weights were packed for.
        for (batch, height, width) in [(2, 13, 16), (1, 9, 7)] {
            let images =
                Tensor.randn([batch, test.inputs, height, width], generator: generator)
                .to(memoryFormat: .channelsLast) * 3
            noGrad {
                let plain = layer.to(dtype: .float64)(images.to(.float64))
                let expected = activation(plain)
                let other = Tensor.randn(plain.shape, generator: generator)
                    .to(memoryFormat: .channelsLast)
                layer.to(dtype: .float32)
                expect(
                    layer.fused(images, activation: activation).to(.float64), equals: expected,
                    within: 1e-5, "float32")
                expect(
                    layer.fused(images, activation: activation, adding: other).to(.float64),
                    equals: expected + other.to(.float64), within: 1e-5, "float32, with a sum")
                autocast {
                    let shorter = layer.fused(images, activation: activation)
                    #expect(shorter.dtype == .bfloat16 || activation == .sigmoid)
                    expect(shorter.to(.float64), equals: expected, within: 2e-2, "bfloat16")
                    expect(
                        layer.fused(
                            images, activation: activation, adding: other.to(.bfloat16)
                        ).to(.float64), equals: expected + other.to(.float64), within: 2e-2,
                        "bfloat16, with a sum")
                }
            }
        }
    }

    @Test("libtorch has the operator: nothing falls back in silence")
    func isOneOperator() throws {
        let hasBFloat16 = try Operator.find("mkldnn::_is_mkldnn_bf16_supported").call([])
        var types = [DType.float32]
        if case .bool(true)? = hasBFloat16.first { types.append(.bfloat16) }
        for (dtype, bias) in types.flatMap({ [($0, Tensor.randn([12])), ($0, nil)] }) {
            let images = Tensor.randn([2, 8, 6, 6]).to(dtype).to(memoryFormat: .channelsLast)
            let convolution = try #require(
                PackedConvolution(
                    .randn([12, 8, 3, 3]), bias: bias, dtype: dtype, geometry: .init(),
                    for: images.shape), "\(dtype)")
            for activation in FusedActivation.allCases {
                let output = convolution(images, activation: activation)
                #expect(output?.shape == [2, 12, 4, 4], "\(dtype), \(activation)")
                #expect(output?.dtype == dtype)
            }
            let other = Tensor.randn([2, 12, 4, 4]).to(dtype).to(memoryFormat: .channelsLast)
            #expect(convolution(images, adding: other)?.dtype == dtype, "\(dtype), with a sum")
        }
    }

    @Test("A packed convolution keeps its weight and bias where the originals are written to")
    func isACopy() throws {
        let images = Tensor.randn([1, 8, 4, 4]).to(memoryFormat: .channelsLast)
        let (weight, bias) = (Tensor.randn([8, 8, 1, 1]), Tensor.randn([8]))
        let convolution = try #require(
            PackedConvolution(
                weight, bias: bias, dtype: .float32, geometry: .init(), for: images.shape))
        let before: Tensor? = convolution(images)
        for tensor in [weight, bias] { tensor.fillUniform(from: 1, to: 2) }
        let after: Tensor? = convolution(images)
        expect(try #require(after), isIdenticalTo: try #require(before), "written to")
    }

    @Test("Weights that have changed are packed anew")
    func followsItsWeights() {
        let layer = Conv2d(8, 8, kernelSize: 1)
        let images = Tensor.randn([1, 8, 4, 4]).to(memoryFormat: .channelsLast)
        noGrad {
            _ = layer.fused(images)
            layer.weight.fillUniform(from: 1, to: 2)
            expect(layer.fused(images), equals: layer(images), within: 1e-5, "written in place")
            layer.weight.setData(Tensor.randn([8, 8, 1, 1]))
            expect(layer.fused(images), equals: layer(images), within: 1e-5, "exchanged")
        }
    }

    @Test("Where gradients are wanted, they are recorded")
    func records() {
        for groups in [1, 16] {
            let layer = Conv2d(16, 16, kernelSize: 3, padding: 1, groups: groups)
            let images = Tensor.randn([2, 16, 5, 5]).to(memoryFormat: .channelsLast)
            let slopes = [
                { layer.fused(images, activation: .silu, adding: images) },
                { layer(images).silu() + images },
            ].map { output in
                gradients(of: [output().sum()], for: layer.parameters)
            }
            for (own, plain) in zip(slopes[0], slopes[1]) {
                expect(own, equals: plain ?? .zeros([1]), within: 1e-5, "\(groups) groups")
            }
        }
    }

    @Test("Other orders and types are left to libtorch")
    func fallsBack() {
        let layer = Conv2d(8, 12, kernelSize: 3)
        let images = Tensor.randn([1, 8, 6, 6])
        noGrad {
            expect(
                layer.fused(images, activation: .relu), isIdenticalTo: layer(images).relu(),
                "contiguous")
            layer.to(dtype: .float64)
            let long = images.to(.float64).to(memoryFormat: .channelsLast)
            expect(
                layer.fused(long, activation: .relu), isIdenticalTo: layer(long).relu(), "double")
        }
    }
}
