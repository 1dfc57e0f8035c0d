import GoldenSupport
import Testing
import Torch

@Suite(.serialized) struct ScaledChannelsTests {
    @Test(
        "Values and gradients are those of libtorch's product in double precision",
        arguments: [DType.float32, .bfloat16])
    func repeats(_ dtype: DType) {
        let generator = Generator(seed: 7)
        for (threads, shape) in [
            (1, [2, 3, 1, 5]), (2, [1, 16, 5, 7]), (1, [3, 72, 9, 2]), (2, [5, 131, 4, 3]),
        ] {
            let image = Tensor.randn(shape, generator: generator).to(dtype)
                .to(memoryFormat: .channelsLast)
            let factors = Tensor.rand([shape[0], shape[1], 1, 1], generator: generator).to(dtype)
            let gradient = Tensor.randn(shape, generator: generator).to(dtype)
            let own = withThreads(threads) {
                Differentiated([image, factors], gradient: gradient) {
                    $0[0].scalingChannels(by: $0[1])
                }
            }
            #expect(own.output.gradientFunction?.contains("ChannelScale") == true)
            own.expectValues(
                of: Differentiated(
                    [image.to(.float64), factors.to(.float64)], gradient: gradient
                ) { $0[0] * $0[1] },
                within: dtype == .float32 ? 2e-6 : 1e-2, "\(shape)")
        }
    }

    @Test("Uncovered cases go to libtorch, and second derivatives are its own")
    func fallsBack() throws {
        let image = Tensor.randn([2, 3, 4, 4]), factors = Tensor.rand([2, 3, 1, 1])
        func second(_ format: MemoryFormat) throws -> (Tensor, String) {
            let x = image.to(memoryFormat: format).clone().requiringGrad()
            let f = factors.clone().requiringGrad()
            let y = x.scalingChannels(by: f)
            let first = try #require(
                gradients(of: [y.pow(3).sum()], for: [x], createGraph: true)[0])
            return (
                try #require(gradients(of: [(first * first).sum()], for: [f])[0]),
                try #require(y.gradientFunction)
            )
        }
        let own = try second(.channelsLast), plain = try second(.contiguous)
        #expect(own.1.contains("ChannelScale") && plain.1 == "MulBackward0")
        expect(own.0, equals: plain.0, within: 1e-5, "gradient")
    }
}
