import Foundation
import GoldenSupport
import Testing
import Torch
import TorchNN

private struct Options: Decodable {
    var initializer, key, mode: String?
    var shape: [Int]?
    var a, b, gain, mean, std: Double?

    func value() throws -> Initializer {
        let fan: Initializer.Fan = mode == "fan_out" ? .outputs : .inputs
        switch initializer {
        case "kaiming_normal_": return .kaimingNormal(fan: fan)
        case "kaiming_uniform_": return .kaimingUniform(slope: try #require(a))
        case "xavier_uniform_": return .xavierUniform(gain: try #require(gain))
        case "xavier_normal_": return .xavierNormal(gain: try #require(gain))
        case "trunc_normal_":
            return .truncatedNormal(
                mean: try #require(mean), standardDeviation: try #require(std),
                from: try #require(a),
                to: try #require(b))
        case "normal_":
            return .normal(mean: try #require(mean), standardDeviation: try #require(std))
        case "uniform_": return .uniform(from: try #require(a), to: try #require(b))
        default: throw TorchError("no initialiser for \(initializer ?? "nothing")")
        }
    }
}

private struct Configuration: Decodable {
    var seed: UInt64
    var order: [Options]?
    var layer: String?
    var inChannels, outChannels, kernelSize, groups, inFeatures, outFeatures: Int?

    func freshLayer(_ generator: Generator?) throws -> Module {
        switch layer {
        case "Conv2d":
            return Conv2d(
                try #require(inChannels), try #require(outChannels),
                kernelSize: Size2d(try #require(kernelSize)), groups: groups ?? 1,
                generator: generator)
        case "Linear":
            return Linear(
                try #require(inFeatures), try #require(outFeatures), generator: generator)
        default: throw TorchError("no layer for \(layer ?? "nothing")")
        }
    }
}

/// Draws what the golden drew, from a generator that was seeded, or from the standard one.
private func expectDraws(_ golden: Golden, from generator: Generator?) throws {
    let configuration = try golden.configuration(Configuration.self)
    let tensors = try golden.tensors()
    func draw(_ options: Options, _ name: String) throws {
        let drawn = Tensor.empty(try #require(options.shape))
            .initialize(try options.value(), generator: generator)
        expect(
            drawn, equals: try tensors.required(name), within: Tolerance.optimizer,
            "\(golden.testDescription): \(name)")
    }
    if let order = configuration.order {
        for options in order { try draw(options, try #require(options.key)) }
    } else if configuration.layer != nil {
        let parameters = try configuration.freshLayer(generator).namedParameters
        #expect(parameters.map { "parameter.\($0.name)" }.sorted() == tensors.names.sorted())
        for (name, parameter) in parameters {
            expect(
                parameter, equals: try tensors.required("parameter.\(name)"),
                within: Tolerance.optimizer, "\(golden.testDescription): \(name)")
        }
    } else {
        try draw(golden.configuration(), "output")
    }
}

@Suite struct InitializerTests {
    @Test(
        "With a generator, an initialiser draws PyTorch's values after the same seed",
        arguments: Golden.all("initializers", in: .module))
    func repeats(_ golden: Golden) throws {
        let seed = try golden.configuration(Configuration.self).seed
        try expectDraws(golden, from: Generator(seed: seed))
    }

    // In a process of its own, where no other test draws from the standard generator.
    @Test("Without one, it draws from the standard generator")
    func drawsFromStandardGenerator() async {
        await #expect(processExitsWith: .success) {
            for golden in Golden.all("initializers", in: .module) {
                Generator.standard().seed(try golden.configuration(Configuration.self).seed)
                try expectDraws(golden, from: nil)
            }
        }
    }

    @Test("A constant fills every element, and no gradient is recorded")
    func constant() {
        let tensor = Tensor.empty([2, 3]).requiringGrad()
        tensor.initialize(.constant(0.25))
        #expect(tensor.array(of: Float.self) == [Float](repeating: 0.25, count: 6))
        #expect(tensor.isLeaf)
    }
}
