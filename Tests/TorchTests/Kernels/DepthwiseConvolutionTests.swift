import GoldenSupport
import Testing
import Torch

@Suite(.serialized) struct DepthwiseConvolutionTests {
    typealias Sides = (top: Int, bottom: Int, left: Int, right: Int)

    struct Case: CustomTestStringConvertible, Sendable {
        var kernel: Int
        var stride: Int
        var threads: Int
        var dtype: DType = .float32

        var testDescription: String {
            "\(kernel)×\(kernel), stride \(stride), \(threads) threads, \(dtype)"
        }

        static let all = [3, 5].flatMap { kernel in
            [1, 2].flatMap { stride in
                [1, 2].flatMap { threads in
                    [DType.float32, .bfloat16].map {
                        Case(kernel: kernel, stride: stride, threads: threads, dtype: $0)
                    }
                }
            }
        }

        /// None, the usual, TensorFlow's, and the most that is covered.
        var paddings: [Sides] {
            let half = kernel / 2
            return [
                (0, 0, 0, 0), (half, half, half, half), (half - 1, half, half - 1, half),
                (kernel - 1, 0, 1, kernel - 1),
            ]
        }
    }

    @Test("Values and gradients are those of libtorch in double precision", arguments: Case.all)
    func repeats(_ test: Case) {
        let generator = Generator(seed: 3)
        // Batches of one; channels that fill vectors, halves of them and neither; odd sizes.
        for (batch, channels, height, width) in [
            (1, 1, 5, 5), (3, 16, 9, 17), (2, 24, 8, 6), (1, 35, 13, 30),
        ] {
            for sides in test.paddings {
                let image = Tensor.randn([batch, channels, height, width], generator: generator)
                    .to(test.dtype).to(memoryFormat: .channelsLast)
                let weight = Tensor.randn(
                    [channels, 1, test.kernel, test.kernel], generator: generator)
                func convolved(_ tensors: [Tensor]) -> Tensor {
                    tensors[0].depthwiseConv2d(tensors[1], stride: test.stride, padding: sides)
                }
                let gradient = Tensor.randn(
                    convolved([image, weight]).shape, generator: generator
                ).to(test.dtype)
                let own = withThreads(test.threads) {
                    Differentiated([image, weight], gradient: gradient, convolved)
                }
                #expect(own.output.gradientFunction?.contains("DepthwiseConvolution") == true)
                #expect(own.output.dtype == test.dtype && own.gradients[1].dtype == .float32)
                own.expectValues(
                    of: Differentiated(
                        [image.to(.float64), weight.to(.float64)], gradient: gradient, convolved),
                    within: test.dtype == .float32 ? 2e-6 : 1e-2,
                    "\(image.shape) padded by \(sides)")
            }
        }
    }

    @Test("Uncovered cases, such as other orders, types and kernels, go to libtorch")
    func fallsBack() {
        let image = Tensor.randn([2, 4, 9, 9]), weight = Tensor.randn([4, 1, 3, 3])
        let lasting = image.to(memoryFormat: .channelsLast)
        func isOwn(_ image: Tensor, _ weight: Tensor, stride: Int = 1, top: Int = 1) -> Bool {
            let output = image.clone().requiringGrad().depthwiseConv2d(
                weight, stride: stride, padding: (top, 1, 1, 1))
            return output.gradientFunction?.contains("DepthwiseConvolution") == true
        }
        #expect(isOwn(lasting, weight))
        #expect(!isOwn(image, weight))
        #expect(!isOwn(lasting.to(.float64), weight.to(.float64)))
        #expect(!isOwn(lasting, Tensor.randn([4, 1, 7, 7])))
        #expect(!isOwn(lasting, weight, stride: 3))
        #expect(!isOwn(lasting, weight, top: 3))
    }

    @Test("The same number of threads gives the same bits")
    func isDeterministic() {
        let image = Tensor.randn([3, 24, 14, 14]).to(memoryFormat: .channelsLast)
        let weight = Tensor.randn([24, 1, 5, 5])
        let runs = (0..<2).map { _ in
            Differentiated([image, weight]) {
                $0[0].depthwiseConv2d($0[1], padding: (2, 2, 2, 2))
            }
        }
        expect(runs[0].output, isIdenticalTo: runs[1].output, "output")
        for (a, b) in zip(runs[0].gradients, runs[1].gradients) {
            expect(a, isIdenticalTo: b, "gradient")
        }
    }

    @Test("Second derivatives are libtorch's")
    func secondDerivatives() throws {
        let image = Tensor.randn([1, 3, 6, 6]), weight = Tensor.randn([3, 1, 3, 3])
        func second(_ format: MemoryFormat) throws -> Tensor {
            let x = image.to(memoryFormat: format).clone().requiringGrad()
            let w = weight.clone().requiringGrad()
            let y = x.depthwiseConv2d(w, stride: 2, padding: (0, 1, 0, 1))
            let first = try #require(gradients(of: [(y * y).sum()], for: [x], createGraph: true)[0])
            return try #require(gradients(of: [(first * first).sum()], for: [w])[0])
        }
        expect(
            try second(.channelsLast), equals: try second(.contiguous), within: 1e-5, "gradient")
    }

    @Test("Under autocast images become bfloat16, and the weight's gradient stays float32")
    func followsAutocast() {
        let image = Tensor.randn([2, 8, 6, 6]).to(memoryFormat: .channelsLast)
        let weight = Tensor.randn([8, 1, 3, 3]).requiringGrad()
        let output = autocast { image.depthwiseConv2d(weight, padding: (1, 1, 1, 1)) }
        output.sum().backward()
        #expect(output.dtype == .bfloat16)
        #expect(weight.grad?.dtype == .float32)
    }
}
