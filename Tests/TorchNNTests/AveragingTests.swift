import Foundation
import GoldenSupport
import Testing
import Torch
import TorchNN

@Suite struct AveragingTests {
    private struct Configuration: Decodable {
        var decay: Double
        var steps: Int
    }

    private static func network() -> Sequential {
        Sequential(Linear(3, 4), BatchNorm(4), Linear(4, 2))
    }

    @Test(
        "An average follows a network as the reference's does",
        arguments: Golden.all("averaging", in: .module))
    func repeats(_ golden: Golden) throws {
        let configuration = try golden.configuration(Configuration.self)
        let tensors = try golden.tensors()
        let network = Self.network()
        // PyTorch's average starts as a copy of the first state that it sees, timm's as a copy of
        // the untrained network.
        let startsLate = golden.name == "pytorch"
        try network.load(tensors.entries(under: startsLate ? "step_1" : "initial"))
        let average = ExponentialMovingAverage(of: network, decay: configuration.decay)
        for step in (startsLate ? 2 : 1)...configuration.steps {
            try network.load(tensors.entries(under: "step_\(step)"))
            average.update()
            let expected = tensors.entries(under: "average_\(step)")
            for (name, tensor) in average.stateDictionary where name != "ema_step" {
                // Counts are copied here; the references average them, and round them down.
                let reference =
                    tensor.dtype.isFloatingPoint
                    ? expected : tensors.entries(under: "step_\(step)")
                expect(
                    tensor, equals: try reference.required(name), within: Tolerance.optimizer,
                    "\(golden.testDescription): step \(step), \(name)")
            }
        }
    }

    @Test("While it warms up, the first weights do not weigh for long")
    func warmsUp() {
        let network = Linear(1, 1, hasBias: false)
        noGrad { _ = network.weight.fill(0) }
        let average = ExponentialMovingAverage(of: network, decay: 0.999, warmUp: .harmonic)
        noGrad { _ = network.weight.fill(1) }
        var expected = 0.0
        for step in 1...30 {
            average.update()
            let kept = min(0.999, Double(1 + step) / Double(10 + step))
            expected = kept * expected + (1 - kept)
        }
        let found = average.stateDictionary["weight"]?.item() ?? .nan
        #expect((found - expected).magnitude < 1e-6)
    }

    private struct Failure: Error {}

    @Test("The averages stand in the network during the body, and the weights after it")
    func exchanges() throws {
        let network = Self.network()
        let average = ExponentialMovingAverage(of: network, decay: 0.5)
        noGrad { for parameter in network.parameters { parameter.addInPlace(1) } }
        average.update()
        let weights = network.stateDictionary.copied()
        let averages = average.stateDictionary.copied()
        let during = average.withAverages { network.stateDictionary.copied() }
        for name in during.names {
            expect(during[name], isIdenticalTo: try averages.required(name), "during: \(name)")
        }
        expect(network.stateDictionary, isIdenticalTo: weights, "after")
        expect(average.stateDictionary, isIdenticalTo: averages, "the average")
    }

    @Test("When the body throws, the weights stand in the network again")
    func restoresAfterThrow() {
        let network = Self.network()
        let average = ExponentialMovingAverage(of: network, decay: 0.5)
        noGrad { for parameter in network.parameters { parameter.addInPlace(1) } }
        let weights = network.stateDictionary.copied()
        let averages = average.stateDictionary.copied()
        #expect(throws: Failure.self) {
            try average.withAverages { throw Failure() }
        }
        expect(network.stateDictionary, isIdenticalTo: weights, "the weights")
        expect(average.stateDictionary, isIdenticalTo: averages, "the average")
    }

    @Test("An average of another network is refused, and nothing is changed")
    func refusesOthers() throws {
        let average = ExponentialMovingAverage(of: Self.network())
        let before = average.stateDictionary.copied()
        var other = ExponentialMovingAverage(
            of: Sequential(Linear(3, 5), BatchNorm(5))
        ).stateDictionary
        other["ema_step"] = nil
        let mismatch = try #require(throws: StateMismatch.self) { try average.load(other) }
        #expect(mismatch.missing == ["2.weight", "2.bias", "ema_step"])
        #expect(mismatch.misshapen.first == "0.weight (expected [4, 3], found [5, 3])")
        expect(average.stateDictionary, isIdenticalTo: before, "the average")
    }
}
