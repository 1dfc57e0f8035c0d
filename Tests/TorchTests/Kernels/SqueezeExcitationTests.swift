import GoldenSupport
import Testing
import Torch

@Suite(.serialized) struct SqueezeExcitationTests {
    private func excited(
        _ tensors: [Tensor], _ activation: FusedActivation
    ) -> Tensor {
        tensors[0].squeezeExcite(
            reduce: (tensors[1], tensors[2]), expand: (tensors[3], tensors[4]),
            activation: activation)
    }

    /// The definition, operator by operator.
    private func defined(_ tensors: [Tensor], _ activation: FusedActivation) -> Tensor {
        let squeezed = tensors[0].mean(2, 3, keepDimensions: true)
            .conv2d(tensors[1], bias: tensors[2])
        let activated =
            switch activation {
            case .identity: squeezed
            case .relu: squeezed.relu()
            case .relu6: squeezed.relu6()
            case .silu: squeezed.silu()
            }
        return tensors[0] * activated.conv2d(tensors[3], bias: tensors[4]).sigmoid()
    }

    private func layers(_ channels: Int, _ squeezed: Int, _ generator: Generator) -> [Tensor] {
        [[squeezed, channels, 1, 1], [squeezed], [channels, squeezed, 1, 1], [channels]].map {
            Tensor.randn($0, generator: generator)
        }
    }

    @Test(
        "Values and gradients are those of the definition in double precision",
        arguments: [DType.float32, .bfloat16])
    func repeats(_ dtype: DType) {
        let generator = Generator(seed: 7)
        for (threads, shape, activation) in [
            (1, [2, 3, 1, 5], FusedActivation.silu), (2, [1, 16, 5, 7], .relu),
            (1, [3, 72, 9, 2], .relu6), (2, [5, 131, 4, 3], .silu), (2, [2, 5, 2, 2], .identity),
        ] {
            let image = Tensor.randn(shape, generator: generator).to(dtype)
                .to(memoryFormat: .channelsLast)
            let inputs = [image] + layers(shape[1], 4, generator)
            let gradient = Tensor.randn(shape, generator: generator).to(dtype)
            let own = withThreads(threads) {
                Differentiated(inputs, gradient: gradient) { excited($0, activation) }
            }
            #expect(own.output.gradientFunction?.contains("SqueezeExcitation") == true)
            #expect(own.output.dtype == dtype && own.gradients[1].dtype == .float32)
            own.expectValues(
                of: Differentiated(inputs.map { $0.to(.float64) }, gradient: gradient) {
                    defined($0, activation)
                }, within: dtype == .float32 ? 1e-5 : 1e-2, "\(shape), \(activation)")
        }
    }

    @Test("Uncovered cases go to libtorch, and second derivatives are its own")
    func fallsBack() throws {
        let generator = Generator(seed: 8)
        let image = Tensor.randn([2, 6, 4, 4], generator: generator)
        let layers = layers(6, 2, generator)
        func second(_ format: MemoryFormat) throws -> (Tensor, String) {
            let x = image.to(memoryFormat: format).clone().requiringGrad()
            let weight = layers[0].clone().requiringGrad()
            let y = excited([x, weight] + layers[1...], .silu)
            let first = try #require(
                gradients(of: [y.pow(3).sum()], for: [x], createGraph: true)[0])
            return (
                try #require(gradients(of: [(first * first).sum()], for: [weight])[0]),
                try #require(y.gradientFunction)
            )
        }
        let own = try second(.channelsLast), plain = try second(.contiguous)
        #expect(own.1.contains("SqueezeExcitation") && plain.1 == "MulBackward0")
        expect(own.0, equals: plain.0, within: 1e-4, "gradient")
    }
}
