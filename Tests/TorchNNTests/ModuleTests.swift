import GoldenSupport
import Testing
import Torch
import TorchNN

/// Convolution, norm, dropout and a head, under names of the module's own.
final class SmallNetwork: Module, Layer {
    private let stem: Sequential
    private let dropout: Dropout
    private let head: Linear

    init(generator: Generator = Generator(seed: 5)) {
        let convolution = Conv2d(
            3, 6, kernelSize: 3, stride: 2, padding: .zeros(1), hasBias: false,
            generator: generator)
        stem = Sequential(convolution, BatchNorm(6))
        dropout = Dropout(0.4)
        head = Linear(6, 4, generator: generator)
    }

    override var children: Named<Module> { ["stem": stem, "drop": dropout, "head": head] }

    func callAsFunction(_ input: Tensor) -> Tensor {
        head(dropout(stem(input).silu().mean(2, 3)))
    }
}

@Suite struct ModuleTests {
    @Test("Parameters, buffers and state are listed in the order and under the names of PyTorch")
    func order() {
        let network = SmallNetwork()
        #expect(
            network.namedParameters.map(\.name) == [
                "stem.0.weight", "stem.1.weight", "stem.1.bias", "head.weight", "head.bias",
            ])
        #expect(
            network.namedBuffers.map(\.name) == [
                "stem.1.running_mean", "stem.1.running_var", "stem.1.num_batches_tracked",
            ])
        #expect(
            network.stateDictionary.names == [
                "stem.0.weight", "stem.1.weight", "stem.1.bias", "stem.1.running_mean",
                "stem.1.running_var", "stem.1.num_batches_tracked", "head.weight", "head.bias",
            ])
        #expect(
            network.namedModules.map(\.name) == ["", "stem", "stem.0", "stem.1", "drop", "head"])
        #expect(network.parameterCount == 6 * 27 + 6 + 6 + 24 + 4)
    }

    @Test("A name that stands twice stops the process, lest a weight be left out in silence")
    func refusesDoubleNames() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            let names: Named<Tensor> = ["a": Tensor(1), "b": nil, "a": Tensor(2)]
            print(names)
        }
        let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(message.contains("a name stands twice"))
    }

    @Test("Training and evaluation reach every module below")
    func modes() {
        let network = SmallNetwork()
        #expect(network.namedModules.allSatisfy { $0.element.isTraining })
        network.eval()
        #expect(!network.namedModules.contains { $0.element.isTraining })
        network.train()
        #expect(network.namedModules.allSatisfy { $0.element.isTraining })
    }

    @Test("Given other weights, loading them lists all that is wrong, and changes nothing")
    func strictLoading() throws {
        let network = SmallNetwork()
        let before = network.stateDictionary.copied()
        var other = network.stateDictionary.copied()
        for (_, tensor) in other { tensor.fill(9) }
        other["stem.0.weight"] = nil
        other["head.bias"] = nil
        other["head.scale"] = Tensor.ones([1])
        other["module.head.bias"] = Tensor.ones([4])
        // It could be broadcast, which must not pass for a fit.
        other["head.weight"] = Tensor.ones([1, 6])

        let mismatch = try #require(throws: StateMismatch.self) { try network.load(other) }
        #expect(mismatch.missing == ["stem.0.weight", "head.bias"])
        #expect(mismatch.unexpected == ["head.scale", "module.head.bias"])
        #expect(mismatch.misshapen == ["head.weight (expected [4, 6], found [1, 6])"])
        for name in mismatch.missing + mismatch.unexpected + mismatch.misshapen {
            #expect("\(mismatch)".contains(name))
        }
        expect(network.stateDictionary, isIdenticalTo: before, "after the failure")
    }

    @Test("Loading converts to the network's types, copies, and leaves gradients on")
    func loadingConverts() throws {
        let network = Linear(2, 1)
        let weight = network.weight
        var state = StateDictionary()
        state["weight"] = Tensor([1.5, -2], shape: [1, 2])
        state["bias"] = Tensor([Float(0.5)])
        try network.load(state)
        #expect(network.weight === weight && weight.dtype == .float32 && weight.requiresGrad)
        #expect(weight.array(of: Float.self) == [1.5, -2])
        noGrad { _ = state["bias"]?.fill(7) }
        #expect(network.bias?.item() == 0.5)
    }

    @Test("Another element type leaves the tensors the same objects, and counts integers")
    func convertsType() throws {
        let network = SmallNetwork()
        network(Tensor.ones([2, 3, 4, 4])).sum().backward()
        let parameters = network.parameters
        let gradient = try #require(parameters[0].grad).clone()
        network.to(dtype: .float64)
        for (old, new) in zip(parameters, network.parameters) {
            #expect(old === new)
            #expect(new.dtype == .float64 && new.requiresGrad && new.isLeaf)
        }
        expect(
            parameters[0].grad, isIdenticalTo: gradient.to(dtype: .float64), "the gradient")
        #expect(network.namedBuffers.map(\.element.dtype) == [.float64, .float64, .int64])
        #expect(network(Tensor.ones([2, 3, 4, 4], dtype: .float64)).dtype == .float64)
    }

    @Test("Another memory format leaves the tensors the same objects, and an optimizer goes on")
    func convertsFormat() {
        let network = SmallNetwork()
        let optimizer = SGD(
            [ParameterGroup(network.namedParameters, learningRate: 0.1)], momentum: 0.9)
        let parameters = network.parameters
        let before = parameters.map { $0.detached().clone() }
        network.to(memoryFormat: .channelsLast)
        #expect(zip(parameters, network.parameters).allSatisfy { $0 === $1 })
        #expect(parameters[0].isContiguous(.channelsLast) && !parameters[0].isContiguous())
        for (parameter, old) in zip(parameters, before) {
            expect(parameter.detached(), equals: old, within: 0, "a parameter")
        }
        network(Tensor.ones([2, 3, 4, 4])).sum().backward()
        optimizer.step()
        #expect(!parameters[0].detached().isEqual(to: before[0]))
    }

    @Test("Gradients can be switched off and forgotten for a whole network")
    func gradientsOnAndOff() {
        let network = SmallNetwork()
        network.requiresGrad(false)
        #expect(!network(Tensor.ones([2, 3, 4, 4])).requiresGrad)
        network.requiresGrad(true)
        network(Tensor.ones([2, 3, 4, 4])).sum().backward()
        #expect(network.parameters.allSatisfy { $0.grad != nil })
        network.zeroGrad()
        #expect(network.parameters.allSatisfy { $0.grad == nil })
    }

    @Test("The state shares memory with the network, and a copy of it does not")
    func stateSharesMemory() {
        let network = Linear(2, 2)
        let shared = network.stateDictionary
        let copy = shared.copied()
        noGrad { _ = network.weight.fill(3) }
        #expect(shared["weight"]?.mean().item() == 3)
        #expect(copy["weight"]?.mean().item() != 3)
    }
}
