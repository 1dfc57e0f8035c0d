import Foundation
import GoldenSupport
import Testing
import Torch

/// One draw of a golden.
private struct Draw: Decodable {
    var key: String?
    var function: String
    var size: [Int]?
    var low, high, p, mean, std, lambd: Double?
    var n, numSamples: Int?
    var replacement: Bool?
    var dtype: String?

    /// Draws from a generator, or from the standard one.
    func run(_ generator: Generator?) throws -> Tensor {
        func filled(_ fill: (Tensor) throws -> Tensor) throws -> Tensor {
            try fill(Tensor.empty(try #require(size)))
        }
        let dtype = try #require(DType(rawValue: dtype ?? "float32"))
        switch function {
        case "rand":
            return Tensor.rand(try #require(size), generator: generator, dtype: dtype)
        case "randn":
            return Tensor.randn(try #require(size), generator: generator, dtype: dtype)
        case "randint":
            let range = Int(try #require(low))..<Int(try #require(high))
            return Tensor.randint(range, try #require(size), generator: generator)
        case "randperm": return Tensor.randperm(try #require(n), generator: generator)
        case "bernoulli":
            return try filled {
                $0.fillBernoulli(probability: try #require(p), generator: generator)
            }
        case "bernoulli_probabilities":
            return call(
                "bernoulli", "", .tensor(try probabilities()), .optional(generator))[0]
        case "multinomial":
            return try probabilities().multinomial(
                try #require(numSamples), replacement: try #require(replacement as Bool?),
                generator: generator)
        case "normal":
            return try filled {
                $0.fillNormal(
                    mean: try #require(mean), standardDeviation: try #require(std),
                    generator: generator)
            }
        case "uniform":
            return try filled {
                $0.fillUniform(
                    from: try #require(low), to: try #require(high), generator: generator)
            }
        case "exponential":
            return try filled {
                let rate = try #require(lambd)
                return call(
                    "exponential_", "", .tensor($0), .double(rate), .optional(generator))[0]
            }
        default: throw TorchError("no draw for \(function)")
        }
    }

    /// 1 / (n + 1), 2 / (n + 1), … in the draw's shape.
    private func probabilities() throws -> Tensor {
        let shape = try #require(size)
        let count = shape.reduce(1, *)
        return (Tensor.arange(1..<(count + 1)) / (count + 1)).reshape(shape)
    }
}

private struct Stream: Decodable {
    var seed: UInt64
    var order: [Draw]?
}

/// Draws all that a golden drew, in its order, and compares the streams' ends.
private func expectStream(_ golden: Golden, from generator: Generator?) throws {
    let stream = try golden.configuration(Stream.self)
    let tensors = try golden.tensors()
    let source = generator ?? Generator.standard()
    source.seed(stream.seed)

    func check(_ draw: Draw, _ name: String) throws {
        let reference = try tensors.required(name)
        // Logarithms and cosines differ in their last bit from processor to processor.
        expect(
            try draw.run(generator), equals: reference,
            within: reference.dtype.isFloatingPoint ? 1e-6 : 0,
            "\(golden.testDescription): \(name)")
    }
    guard let order = stream.order else {
        try check(golden.configuration(), "output")
        return
    }
    expect(source.state, isIdenticalTo: try tensors.required("state_before"), "before")
    for draw in order { try check(draw, try #require(draw.key)) }
    expect(source.state, isIdenticalTo: try tensors.required("state_after"), "after")
}

@Suite struct RandomStreamTests {
    @Test(
        "A generator gives PyTorch's numbers in PyTorch's order, and ends in its state",
        arguments: Golden.all("random_streams", in: .module))
    func repeats(_ golden: Golden) throws {
        try expectStream(golden, from: Generator(seed: 0))
    }

    // In a process of its own, where no other test draws from the standard generator.
    @Test("So does the standard generator")
    func standardGenerator() async {
        await #expect(processExitsWith: .success) {
            for golden in Golden.all("random_streams", in: .module) {
                try expectStream(golden, from: nil)
            }
        }
    }
}
