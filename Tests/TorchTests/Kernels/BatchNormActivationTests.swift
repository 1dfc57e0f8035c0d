import GoldenSupport
import Testing
import Torch

@Suite(.serialized) struct BatchNormActivationTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var activation: FusedActivation
        var isTraining: Bool
        var dtype: DType

        var testDescription: String {
            "\(activation), \(isTraining ? "training" : "evaluation"), \(dtype)"
        }

        static let all = FusedActivation.allCases.flatMap { activation in
            [true, false].flatMap { isTraining in
                [DType.float32, .bfloat16].map {
                    Case(activation: activation, isTraining: isTraining, dtype: $0)
                }
            }
        }
    }

    /// Batch norm over tensors of any type, with statistics of its own.
    private struct Norm {
        let mean: Tensor
        let variance: Tensor
        let test: Case

        func callAsFunction(_ tensors: [Tensor]) -> Tensor {
            tensors[0].batchNorm(
                weight: tensors[1], bias: tensors[2], runningMean: mean,
                runningVariance: variance, training: test.isTraining, momentum: 0.1,
                epsilon: 1e-3, activation: test.activation)
        }
    }

    @Test(
        "Values, gradients and running statistics are those of libtorch in double precision",
        arguments: Case.all)
    func repeats(_ test: Case) {
        let generator = Generator(seed: 5)
        for (threads, shape) in [
            (1, [7, 3, 1, 1]), (2, [1, 16, 5, 7]), (1, [3, 24, 9, 2]), (2, [5, 35, 17, 16]),
        ] {
            let channels = shape[1]
            // Means far from 0, so that squares would cancel.
            let image =
                (Tensor.randn(shape, generator: generator) * 2
                + Tensor.randn([1, channels, 1, 1], generator: generator) * 8)
                .to(test.dtype).to(memoryFormat: .channelsLast)
            let weight = Tensor.rand([channels], generator: generator) + 0.5
            let bias = Tensor.randn([channels], generator: generator)
            let mean = Tensor.randn([channels], generator: generator)
            let variance = Tensor.rand([channels], generator: generator) + 0.5
            let gradient = Tensor.randn(shape, generator: generator).to(test.dtype)

            let norm = Norm(mean: mean.clone(), variance: variance.clone(), test: test)
            let own = withThreads(threads) {
                Differentiated([image, weight, bias], gradient: gradient, norm.callAsFunction)
            }
            let exact = Norm(
                mean: mean.to(.float64), variance: variance.to(.float64), test: test)
            let reference = Differentiated(
                [image, weight, bias].map { $0.to(.float64) }, gradient: gradient,
                exact.callAsFunction)

            let what = "\(shape)"
            #expect(own.output.gradientFunction?.contains("NormActivation") == true)
            #expect(own.output.dtype == test.dtype && own.gradients[1].dtype == .float32)
            let tolerance = test.dtype == .float32 ? 2e-5 : 2e-2
            own.expectValues(of: reference, within: tolerance, what)
            expect(
                norm.mean.to(.float64), equals: exact.mean, within: 1e-6, "\(what), running mean")
            expect(
                norm.variance.to(.float64), equals: exact.variance, within: 1e-5,
                "\(what), running variance")
        }
    }

    @Test("Arguments far from zero, infinite ones and NaN come out as from libtorch's SiLU")
    func extremes() {
        let values: [Float] = [-1000, -100, -88, -20, -1e-8, 0, 1e-8, 20, 88, 100, 1000, .nan]
        let image = Tensor(values).reshape([1, 1, 1, values.count])
            .to(memoryFormat: .channelsLast)
        let one = Tensor.ones([1]), zero = Tensor.zeros([1])
        let output = image.batchNorm(
            weight: one, bias: zero, runningMean: zero, runningVariance: one, training: false,
            momentum: 0, epsilon: 0, activation: .silu)
        expect(output, equals: image.silu(), within: 1e-6, "SiLU")
    }

    @Test("Second derivatives are libtorch's")
    func secondDerivatives() throws {
        let image = Tensor.randn([2, 3, 4, 4])
        func second(_ format: MemoryFormat) throws -> Tensor {
            let x = image.to(memoryFormat: format).clone().requiringGrad()
            let w = Tensor.ones([3]).requiringGrad()
            let y = x.batchNorm(
                weight: w, bias: Tensor.zeros([3]), runningMean: nil, runningVariance: nil,
                training: true, momentum: 0.1, epsilon: 1e-3, activation: .silu)
            let first = try #require(
                gradients(of: [y.pow(3).sum()], for: [x], createGraph: true)[0])
            return try #require(gradients(of: [(first * first).sum()], for: [w])[0])
        }
        expect(
            try second(.channelsLast), equals: try second(.contiguous), within: 1e-4, "gradient")
    }

    @Test("Frozen weights get no gradient, and the input still does")
    func frozenWeights() {
        let image = Tensor.randn([2, 4, 3, 3]).to(memoryFormat: .channelsLast).requiringGrad()
        let weight = Tensor.ones([4]), bias = Tensor.zeros([4])
        let output = image.batchNorm(
            weight: weight, bias: bias, runningMean: nil, runningVariance: nil, training: true,
            momentum: 0.1, epsilon: 1e-3, activation: .silu)
        (output * output).sum().backward()
        #expect(weight.grad == nil && bias.grad == nil)
        #expect(image.grad != nil)
    }
}
