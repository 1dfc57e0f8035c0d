// The examples of Torch's article, compiled; `ArticleTests` compares and runs them.
import Torch

/// Fits a line through noisy points by gradient descent.
func fitLine(seed: UInt64) -> (slope: Double, intercept: Double) {
    let generator = Generator(seed: seed)
    let x = Tensor.linspace(-1, 1, count: 200)
    let y = 3 * x + 0.5 + 0.1 * Tensor.randn([200], generator: generator)

    let slope = Tensor.zeros([]).requiringGrad()
    let intercept = Tensor.zeros([]).requiringGrad()
    for _ in 0..<100 {
        let loss = (slope * x + intercept - y).pow(2).mean()
        loss.backward()
        noGrad {
            for parameter in [slope, intercept] {
                if let gradient = parameter.grad { parameter.addInPlace(gradient, scale: -0.5) }
                parameter.grad = nil
            }
        }
    }
    return (slope.item(), intercept.item())
}

extension Operator {
    static let erfinv = Operator("aten::erfinv")
}

/// The inverse error function, by libtorch's own name.
func inverseErrorFunction(_ x: Tensor) -> Tensor {
    Operator.erfinv(.tensor(x))
}

/// Halves the size of a weight file.
func halve(_ input: String, into output: String) throws {
    var weights = try StateDictionary(contentsOf: input)
    weights.convertRealNumbers(to: .bfloat16)
    try weights.write(to: output)
}
