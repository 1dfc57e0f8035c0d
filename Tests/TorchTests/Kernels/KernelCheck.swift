import GoldenSupport
import Testing
import Torch

/// An operator's output and gradients.
struct Differentiated {
    var output: Tensor
    var gradients: [Tensor]

    /// Runs `operation` on `inputs`, and back from a gradient drawn for its output.
    ///
    /// - Parameter gradient: fixed, so that two runs are comparable; its type follows the output's.
    init(_ inputs: [Tensor], gradient: Tensor? = nil, _ operation: ([Tensor]) -> Tensor) {
        let leaves = inputs.map { $0.clone().requiringGrad() }
        output = operation(leaves)
        output.backward(gradient: (gradient ?? .ones(like: output)).to(output.dtype))
        gradients = leaves.map { $0.grad ?? .zeros(like: $0) }
    }

    /// Expects the values of libtorch's own operators in double precision, in this one's own types.
    func expectValues(of reference: Differentiated, within tolerance: Double, _ what: String) {
        expect(output.to(.float64), equals: reference.output, within: tolerance, what)
        for (index, pair) in zip(gradients, reference.gradients).enumerated() {
            expect(
                pair.0.to(.float64), equals: pair.1, within: tolerance,
                "\(what), gradient \(index)")
        }
    }
}

/// Runs `body` with that many threads per operator, and takes the number back.
func withThreads<Result>(_ count: Int, _ body: () throws -> Result) rethrows -> Result {
    let before = Runtime.threads
    Runtime.threads = count
    defer { Runtime.threads = before }
    return try body()
}
