import Foundation
import GoldenSupport
import Testing
import Torch
import TorchNN

@Suite struct ScheduleTests {
    private struct Configuration: Decodable {
        enum CodingKeys: String, CodingKey {
            case schedule, steps, baseLearningRate, totalIters, startFactor, endFactor, etaMin
            case maximumSteps = "tMax"
            case firstPeriod = "t0"
            case growth = "tMult"
            case totalSteps, warmupSteps, stepSize, gamma, milestones, maxLr, pctStart
            case annealStrategy, cycleMomentum, baseMomentum, maxMomentum, divFactor
            case finalDivFactor, threePhase
        }

        var schedule: String
        var steps: Int
        var baseLearningRate: Double
        var totalIters, maximumSteps, firstPeriod, growth, totalSteps, warmupSteps, stepSize: Int?
        var startFactor, endFactor, etaMin, gamma, maxLr, pctStart: Double?
        var baseMomentum, maxMomentum, divFactor, finalDivFactor: Double?
        var milestones: [Int]?
        var annealStrategy: String?
        var cycleMomentum, threePhase: Bool?

        /// The rate that the schedule's factors multiply.
        var rate: Double { maxLr ?? baseLearningRate }
    }

    private func schedule(_ configuration: Configuration) throws -> any Schedule {
        func minimum() throws -> Double { try #require(configuration.etaMin) / configuration.rate }
        switch configuration.schedule {
        case "ConstantLR": return ConstantSchedule()
        case "LinearLR":
            let steps = try #require(configuration.totalIters)
            let start = try #require(configuration.startFactor)
            let end = try #require(configuration.endFactor)
            return end == 1
                ? WarmUpSchedule(steps: steps, from: start, then: ConstantSchedule())
                : LinearSchedule(steps: steps, from: start, to: end)
        case "CosineAnnealingLR":
            return CosineSchedule(
                steps: try #require(configuration.maximumSteps), minimum: try minimum())
        case "warmup_then_cosine":
            let warmUp = try #require(configuration.warmupSteps)
            let steps = try #require(configuration.totalSteps) - warmUp
            return WarmUpSchedule(
                steps: warmUp, from: try #require(configuration.startFactor),
                then: CosineSchedule(steps: steps, minimum: try minimum()))
        case "CosineAnnealingWarmRestarts":
            return CosineWarmRestarts(
                firstPeriod: try #require(configuration.firstPeriod),
                growth: try #require(configuration.growth), minimum: try minimum())
        case "OneCycleLR": return try oneCycle(configuration)
        case "StepLR":
            return StepSchedule(
                every: try #require(configuration.stepSize),
                factor: try #require(configuration.gamma))
        case "MultiStepLR":
            return StepSchedule(
                at: try #require(configuration.milestones),
                factor: try #require(configuration.gamma))
        default: throw TorchError("no schedule for \(configuration.schedule)")
        }
    }

    private func oneCycle(_ configuration: Configuration) throws -> OneCycle {
        let shapes: [String: OneCycle.Shape] = ["cos": .cosine, "linear": .linear]
        let low = try #require(configuration.baseMomentum)
        let high = try #require(configuration.maxMomentum)
        return OneCycle(
            steps: try #require(configuration.totalSteps),
            rise: try #require(configuration.pctStart),
            startDivisor: try #require(configuration.divFactor),
            endDivisor: try #require(configuration.finalDivFactor),
            shape: try #require(shapes[configuration.annealStrategy ?? ""]),
            isThreePhase: try #require(configuration.threePhase as Bool?),
            momentum: try #require(configuration.cycleMomentum as Bool?) ? low...high : nil)
    }

    @Test(
        "A schedule gives an optimizer PyTorch's learning rates and momenta",
        arguments: Golden.all("schedules", in: .module))
    func repeats(_ golden: Golden) throws {
        let configuration = try golden.configuration(Configuration.self)
        let tensors = try golden.tensors()
        let schedule = try schedule(configuration)
        let parameter = Tensor.zeros([1]).requiringGrad()
        let optimizer = SGD(
            [ParameterGroup([("weight", parameter)], learningRate: configuration.rate)],
            momentum: 0.9)
        var rates: [Double] = []
        var momenta: [Double] = []
        for step in 0..<configuration.steps {
            schedule.apply(to: optimizer, at: step)
            rates.append(optimizer.groups[0].learningRate)
            momenta.append(optimizer.momentum)
        }
        // PyTorch goes from each rate to the next, and gathers rounding on the way.
        expect(
            Tensor(rates), equals: try tensors.required("learning_rates"), within: 1e-12,
            "\(golden.testDescription): learning rates")
        let expectedMomenta =
            tensors["momenta"] ?? Tensor.full([momenta.count], 0.9, dtype: .float64)
        expect(
            Tensor(momenta), equals: expectedMomenta, within: 1e-12,
            "\(golden.testDescription): momenta")
    }

    @Test("A schedule scales each group's own base rate, whatever its present rate")
    func scalesEveryGroup() {
        let a = Tensor.zeros([1]).requiringGrad()
        let b = Tensor.zeros([1]).requiringGrad()
        let optimizer = AdamW([
            ParameterGroup([("a", a)], learningRate: 0.1),
            ParameterGroup([("b", b)], learningRate: 0.02),
        ])
        let schedule = StepSchedule(every: 2, factor: 0.5)
        for step in 0..<5 { schedule.apply(to: optimizer, at: step) }
        #expect(optimizer.groups.map(\.learningRate) == [0.025, 0.005])
    }

    @Test("A cycle moves Adam's beta 1, and leaves it where it moves no momentum")
    func movesBeta() {
        let optimizer = AdamW([
            ParameterGroup([("a", Tensor.zeros([1]).requiringGrad())], learningRate: 0.1)
        ])
        OneCycle(steps: 10, momentum: nil).apply(to: optimizer, at: 0)
        #expect(optimizer.beta1 == 0.9)
        OneCycle(steps: 10).apply(to: optimizer, at: 0)
        #expect(optimizer.beta1 == 0.95)
    }

    @Test("A cycle whose rise has no length starts at its top", arguments: [0.1, 0.0])
    func cycleWithoutRise(rise: Double) {
        let schedule = OneCycle(steps: 10, rise: rise)
        let factors = (0..<10).map { schedule.factor(at: $0) }
        #expect(factors.allSatisfy { $0.isFinite && $0 > 0 && $0 <= 1 })
        #expect(factors == factors.sorted(by: >))
        #expect(rise == 0 || factors[0] == 1)
    }

    @Test("Behind their ends, schedules stay where they ended")
    func staysAtEnd() {
        #expect(CosineSchedule(steps: 5, minimum: 0.1).factor(at: 99) == 0.1)
        #expect(LinearSchedule(steps: 5, to: 0.25).factor(at: 99) == 0.25)
        let cycle = OneCycle(steps: 5)
        #expect(cycle.factor(at: 99) == cycle.factor(at: 4))
    }
}
