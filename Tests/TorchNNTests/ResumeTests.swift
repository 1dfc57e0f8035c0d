import Foundation
import GoldenSupport
import Testing
import Torch
import TorchNN

/// A training with everything that has a state.
private final class Training {
    let network: SmallNetwork
    let optimizer: Optimizer
    let average: ExponentialMovingAverage
    /// Draws the batches, and what the network drops.
    let generator = Generator(seed: 11)
    let schedule: any Schedule
    var step = 0

    init(nesterov: Bool, networkSeed: UInt64 = 5) {
        network = SmallNetwork(generator: Generator(seed: networkSeed))
        let parameters = network.namedParameters
        let groups = [
            ParameterGroup(
                parameters.filter { $0.element.rank > 1 }, learningRate: 0.02, weightDecay: 0.05),
            ParameterGroup(parameters.filter { $0.element.rank == 1 }, learningRate: 0.05),
        ]
        optimizer =
            nesterov ? SGD(groups, momentum: 0.9, isNesterov: true) : AdamW(groups)
        schedule = OneCycle(steps: 20)
        average = ExponentialMovingAverage(of: network, decay: 0.9, warmUp: .harmonic)
    }

    /// Trains; batches come from the generator, dropout draws from the standard one.
    func run(steps: Int) {
        for _ in 0..<steps {
            let images = Tensor.randn([6, 3, 8, 8], generator: generator)
            let labels = Tensor.randint(0..<4, [6], generator: generator)
            schedule.apply(to: optimizer, at: step)
            optimizer.zeroGrad()
            crossEntropy(network(images), labels, labelSmoothing: 0.1).backward()
            clipGradientNorm(network.parameters, maximum: 1)
            optimizer.step()
            average.update()
            step += 1
        }
    }

    /// Everything that the next steps depend on.
    var state: StateDictionary {
        var state = StateDictionary()
        state.insert(network.stateDictionary, under: "model")
        state.insert(optimizer.stateDictionary, under: "optimizer")
        state.insert(average.stateDictionary, under: "average")
        state["random.own"] = generator.state
        state["random.standard"] = Generator.standard().state
        state["step"] = Tensor(step)
        return state
    }

    func load(_ state: StateDictionary) throws {
        try network.load(state.entries(under: "model"))
        try optimizer.load(state.entries(under: "optimizer"))
        try average.load(state.entries(under: "average"))
        try generator.restore(state.required("random.own"))
        try Generator.standard().restore(state.required("random.standard"))
        step = try state.required("step").intItem()
    }
}

/// Given a training of ten steps saved into one file; when fresh objects load it and make ten more;
/// then their state is, bit for bit, that of twenty steps without a break.
private func expectExactResume(nesterov: Bool) throws {
    let path = FileManager.default.temporaryDirectory
        .appendingPathComponent("resume-\(UUID().uuidString).safetensors").path
    defer { try? FileManager.default.removeItem(atPath: path) }

    Generator.standard().seed(7)
    let uninterrupted = Training(nesterov: nesterov)
    uninterrupted.run(steps: 10)
    try uninterrupted.state.write(to: path)
    let saved = uninterrupted.state.copied()
    uninterrupted.run(steps: 10)
    let expected = uninterrupted.state.copied()
    let weight = try saved.required("model.head.weight")
    #expect(expected["model.head.weight"]?.isEqual(to: weight) == false)

    // Other weights and other streams, all of which the file must replace.
    Generator.standard().seed(99)
    let resumed = Training(nesterov: nesterov, networkSeed: 77)
    resumed.run(steps: 3)
    try resumed.load(StateDictionary(contentsOf: path))
    expect(resumed.state, isIdenticalTo: saved, "after loading")
    resumed.run(steps: 10)
    expect(resumed.state, isIdenticalTo: expected, "after twenty steps")
}

// In processes of their own, where no other test draws from the standard generator.
@Suite struct ResumeTests {
    @Test("A training with AdamW that was broken off goes on bit for bit")
    func adamW() async {
        await #expect(processExitsWith: .success) { try expectExactResume(nesterov: false) }
    }

    @Test("A training with Nesterov's momentum that was broken off goes on bit for bit")
    func nesterov() async {
        await #expect(processExitsWith: .success) { try expectExactResume(nesterov: true) }
    }

    @Test("A state that is none leaves a generator as it was")
    func refusesState() {
        let generator = Generator(seed: 1)
        let before = generator.state
        #expect(throws: TorchError.self) {
            try generator.restore(Tensor.zeros([3], dtype: .uint8))
        }
        expect(generator.state, isIdenticalTo: before, "the generator's state")
    }
}
