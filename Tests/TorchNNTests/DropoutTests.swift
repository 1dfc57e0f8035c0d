import Foundation
import GoldenSupport
import Testing
import Torch
import TorchNN

/// A layer of the golden's kind, which draws from the generator, or from the standard one.
private func layer(of golden: Golden, generator: Generator?) throws -> any Layer {
    struct Configuration: Decodable {
        var layer: String
        var p: Double
    }
    let configuration = try golden.configuration(Configuration.self)
    switch configuration.layer {
    case "Dropout": return Dropout(configuration.p, generator: generator)
    case "DropPath": return DropPath(configuration.p, generator: generator)
    default: throw TorchError("no layer for \(configuration.layer)")
    }
}

private func callSeed(of golden: Golden) throws -> UInt64 {
    struct Configuration: Decodable {
        var callSeed: UInt64
    }
    return try golden.configuration(Configuration.self).callSeed
}

@Suite struct DropoutTests {
    @Test(
        "With a generator of its own, a layer drops what PyTorch drops after the same seed",
        arguments: Golden.all("dropout", in: .module))
    func repeats(_ golden: Golden) throws {
        let generator = Generator(seed: try callSeed(of: golden))
        try expectLayer(layer(of: golden, generator: generator), repeats: golden)
    }

    // In a process of its own, where no other test draws from the standard generator.
    @Test("Without one, it draws from the standard generator")
    func drawsFromStandardGenerator() async {
        await #expect(processExitsWith: .success) {
            for golden in Golden.all("dropout", in: .module) {
                let layer = try layer(of: golden, generator: nil)
                Generator.standard().seed(try callSeed(of: golden))
                try expectLayer(layer, repeats: golden)
            }
        }
    }

    @Test("In evaluation and with probability 0, nothing is drawn")
    func drawsOnlyWhereNeeded() {
        let generator = Generator(seed: 1)
        let before = generator.state
        let input = Tensor.ones([3, 4])
        _ = Dropout(0.5, generator: generator).eval()(input)
        _ = Dropout(0, generator: generator)(input)
        _ = DropPath(0.5, generator: generator).eval()(input)
        _ = DropPath(0, generator: generator)(input)
        expect(generator.state, isIdenticalTo: before, "the generator's state")
    }

    @Test("A probability of 1 or more, or below 0, stops the process and is named")
    func refusesProbability() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            _ = Dropout(1)
        }
        let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(message.contains("dropout with probability 1.0"))
    }
}
