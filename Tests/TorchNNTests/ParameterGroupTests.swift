import GoldenSupport
import Testing
import Torch
import TorchNN

@Suite struct ParameterGroupTests {
    private static let makers: [@Sendable ([ParameterGroup]) -> Optimizer] = [
        { SGD($0, momentum: 0.9, isNesterov: true) }, { Adam($0) }, { AdamW($0) },
    ]

    @Test("A parameter without a gradient is left alone, weight decay or not", arguments: 0..<3)
    func skipsParametersWithoutGradient(maker: Int) {
        let moved = Tensor.ones([2]).requiringGrad()
        let still = Tensor.ones([2]).requiringGrad()
        let optimizer = Self.makers[maker]([
            ParameterGroup(
                [("moved", moved), ("still", still)], learningRate: 0.1, weightDecay: 0.1)
        ])
        moved.grad = Tensor.ones([2])
        optimizer.step()
        #expect(still.array(of: Float.self) == [1, 1])
        #expect(moved.max().item() < 1)
        #expect(!optimizer.stateDictionary.names.contains { $0.hasPrefix("still") })
    }

    @Test("A parameter that joins late makes a first step of its own", arguments: 0..<3)
    func lateParameter(maker: Int) {
        func run(alone: Bool) -> Tensor {
            let late = Tensor.ones([2]).requiringGrad()
            let early = Tensor.ones([2]).requiringGrad()
            let optimizer = Self.makers[maker]([
                ParameterGroup([("early", early), ("late", late)], learningRate: 0.1)
            ])
            for step in 0..<4 {
                early.grad = alone ? nil : Tensor.ones([2])
                late.grad = step < 2 ? nil : Tensor([Float(1), -1])
                optimizer.step()
            }
            return late
        }
        expect(
            run(alone: false).detached(), isIdenticalTo: run(alone: true).detached(),
            "the late parameter")
    }

    @Test("Two groups move by their own rates, before and after a schedule's change")
    func ratesOfGroups() {
        let a = Tensor.zeros([1]).requiringGrad()
        let b = Tensor.zeros([1]).requiringGrad()
        let optimizer = SGD([
            ParameterGroup([("a", a)], learningRate: 1),
            ParameterGroup([("b", b)], learningRate: 0.5),
        ])
        let schedule = StepSchedule(every: 1, factor: 0.5)
        for step in 0..<2 {
            schedule.apply(to: optimizer, at: step)
            a.grad = Tensor.ones([1])
            b.grad = Tensor.ones([1])
            optimizer.step()
        }
        #expect(a.item() == -1.5)
        #expect(b.item() == -0.75)
    }

    @Test("NaN in one gradient spoils its own parameter only", arguments: 0..<3)
    func notANumber(maker: Int) {
        let spoilt = Tensor.ones([2]).requiringGrad()
        let sound = Tensor.ones([2]).requiringGrad()
        let optimizer = Self.makers[maker]([
            ParameterGroup([("spoilt", spoilt), ("sound", sound)], learningRate: 0.1)
        ])
        spoilt.grad = Tensor([Float.nan, 1])
        sound.grad = Tensor.ones([2])
        optimizer.step()
        #expect(spoilt.isNaN.array(of: Bool.self) == [true, false])
        #expect(sound.isFinite.all().item() == 1)
    }

    @Test("An empty parameter does not hinder the others", arguments: 0..<3)
    func emptyParameter(maker: Int) {
        let empty = Tensor.zeros([0, 3]).requiringGrad()
        let other = Tensor.ones([2]).requiringGrad()
        let optimizer = Self.makers[maker]([
            ParameterGroup([("empty", empty), ("other", other)], learningRate: 0.1)
        ])
        empty.grad = Tensor.zeros([0, 3])
        other.grad = Tensor.ones([2])
        optimizer.step()
        #expect(empty.shape == [0, 3])
        #expect(other.max().item() < 1)
    }

    @Test("Parameters of two element types move alike", arguments: 0..<3)
    func mixedTypes(maker: Int) {
        let single = Tensor.ones([3]).requiringGrad()
        let double = Tensor.ones([3], dtype: .float64).requiringGrad()
        let optimizer = Self.makers[maker]([
            ParameterGroup([("single", single), ("double", double)], learningRate: 0.1)
        ])
        for _ in 0..<3 {
            single.grad = Tensor.full([3], 0.5)
            double.grad = Tensor.full([3], 0.5, dtype: .float64)
            optimizer.step()
        }
        expect(
            single.detached(), equals: double.detached().to(dtype: .float32),
            within: Tolerance.optimizer, "single precision")
    }

    @Test("A parameter in two groups stops the process")
    func refusesDoubles() async {
        await #expect(processExitsWith: .failure) {
            let a = Tensor.zeros([1]).requiringGrad()
            let group = ParameterGroup([("a", a)], learningRate: 1)
            _ = SGD([group, group])
        }
    }
}
