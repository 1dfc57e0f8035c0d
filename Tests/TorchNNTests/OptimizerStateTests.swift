import GoldenSupport
import Testing
import Torch
import TorchNN

@Suite struct OptimizerStateTests {
    private static func stepped(_ make: ([ParameterGroup]) -> Optimizer) -> Optimizer {
        let a = Tensor.ones([2, 3]).requiringGrad()
        let b = Tensor.ones([2]).requiringGrad()
        let optimizer = make([ParameterGroup([("a", a), ("b", b)], learningRate: 0.1)])
        a.grad = Tensor.ones([2, 3])
        b.grad = Tensor.ones([2])
        optimizer.step()
        return optimizer
    }

    @Test("State is saved under PyTorch's names, behind each parameter's")
    func names() {
        #expect(
            Self.stepped { AdamW($0, isAMSGrad: true) }.stateDictionary.names == [
                "a.step", "a.exp_avg", "a.exp_avg_sq", "a.max_exp_avg_sq",
                "b.step", "b.exp_avg", "b.exp_avg_sq", "b.max_exp_avg_sq",
                "groups.0.learning_rate", "groups.0.weight_decay", "momentum",
            ])
        #expect(
            Self.stepped { SGD($0, momentum: 0.9) }.stateDictionary.names == [
                "a.momentum_buffer", "b.momentum_buffer", "groups.0.learning_rate",
                "groups.0.weight_decay", "momentum",
            ])
        #expect(
            Self.stepped { SGD($0) }.stateDictionary.names == [
                "groups.0.learning_rate", "groups.0.weight_decay",
            ])
    }

    @Test("Rates, decays and momentum that were moved are taken up again")
    func movedNumbers() throws {
        let optimizer = Self.stepped { AdamW($0) }
        optimizer.groups[0].learningRate = 0.25
        optimizer.groups[0].weightDecay = 0.5
        optimizer.setMomentum(0.75)
        let other = AdamW([
            ParameterGroup(optimizer.groups[0].parameters, learningRate: 0.1)
        ])
        try other.load(optimizer.stateDictionary)
        #expect(other.groups[0].learningRate == 0.25)
        #expect(other.groups[0].weightDecay == 0.5)
        #expect(other.beta1 == 0.75)
    }

    @Test(
        "Given a layout that changes between steps, then the steps are those without the change",
        arguments: [true, false])
    func changedLayout(isAdam: Bool) throws {
        func trained(changing: Bool) throws -> Tensor {
            let weight = Tensor.arange(0..<24, dtype: .float32).reshape(2, 3, 2, 2)
                .requiringGrad()
            let groups = [ParameterGroup([("weight", weight)], learningRate: 0.1)]
            let optimizer: Optimizer = isAdam ? AdamW(groups) : SGD(groups, momentum: 0.9)
            for step in 0..<4 {
                if changing && step == 2 {
                    weight.setData(weight.detached().contiguous(.channelsLast))
                    try optimizer.load(optimizer.stateDictionary.copied())
                }
                if changing && step == 3 {
                    weight.setData(weight.detached().contiguous())
                }
                weight.grad = Tensor.arange(0..<24, dtype: .float32).reshape(2, 3, 2, 2).sin()
                optimizer.step()
            }
            return weight.detached()
        }
        #expect(try trained(changing: true).isEqual(to: trained(changing: false)))
    }

    @Test("Given another rule's, another network's or a broken state, all that is wrong is listed")
    func refusesOthers() throws {
        let optimizer = Self.stepped { AdamW($0) }
        let before = optimizer.stateDictionary.copied()

        let other = Self.stepped { SGD($0, momentum: 0.9) }.stateDictionary
        let ofOtherRule = try #require(throws: StateMismatch.self) { try optimizer.load(other) }
        #expect(ofOtherRule.unexpected == ["a.momentum_buffer", "b.momentum_buffer"])

        var broken = before.copied()
        broken["a.exp_avg"] = nil
        broken["b.exp_avg_sq"] = Tensor.ones([1])
        broken["c.step"] = Tensor.ones([])
        broken["groups.0.learning_rate"] = nil
        broken["groups.1.learning_rate"] = Tensor(0.1)
        let mismatch = try #require(throws: StateMismatch.self) { try optimizer.load(broken) }
        #expect(mismatch.missing == ["a.exp_avg", "groups.0.learning_rate"])
        #expect(mismatch.unexpected == ["c.step", "groups.1.learning_rate"])
        #expect(mismatch.misshapen == ["b.exp_avg_sq (expected [2], found [1])"])
        expect(optimizer.stateDictionary, isIdenticalTo: before, "after the failures")
    }

    @Test("Loaded state is a copy, and brings the learning rate along")
    func loads() throws {
        let saved = Self.stepped { AdamW($0) }
        saved.groups[0].learningRate = 0.03125
        let state = saved.stateDictionary
        let optimizer = AdamW([
            ParameterGroup(
                [
                    ("a", Tensor.ones([2, 3]).requiringGrad()),
                    ("b", Tensor.ones([2]).requiringGrad()),
                ], learningRate: 0.1)
        ])
        try optimizer.load(state)
        expect(optimizer.stateDictionary, isIdenticalTo: state, "the loaded state")
        #expect(optimizer.groups[0].learningRate == 0.03125)
        #expect(optimizer.groups[0].baseLearningRate == 0.1)
        let before = optimizer.stateDictionary.copied()
        state["a.exp_avg"]?.fill(9)
        expect(optimizer.stateDictionary, isIdenticalTo: before, "after writing to the source")
    }
}
