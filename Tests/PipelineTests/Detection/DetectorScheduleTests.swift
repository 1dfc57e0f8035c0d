import Testing
import Torch
import TorchNN

@testable import Pipeline

/// YOLOv5's recipe (release 7.0, `train.py`), its numbers worked out by hand.
@Suite struct DetectorScheduleTests {
    private let optimizer = SGD(
        (0..<3).map { ParameterGroup([("\($0)", Tensor.zeros([1]))], learningRate: 0.01) },
        momentum: 0.937, isNesterov: true)

    private func schedule(
        batchesPerEpoch: Int = 50, _ change: (inout DetectorConfiguration) -> Void = { _ in }
    ) -> DetectorSchedule {
        var configuration = DetectorConfiguration()
        change(&configuration)
        return DetectorSchedule(configuration, batchesPerEpoch: batchesPerEpoch)
    }

    /// The rates of weights, norms and biases, and the momentum.
    private func values(of schedule: DetectorSchedule, at batch: Int) -> [Double] {
        schedule.apply(to: optimizer, biases: DetectorLearner.biases, at: batch)
        return optimizer.groups.map(\.learningRate) + [optimizer.momentum]
    }

    private func expect(
        _ found: [Double], _ expected: [Double], _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(
            zip(found, expected).allSatisfy { abs($0 - $1) < 1e-7 }, "\(found), not \(expected)",
            sourceLocation: location)
    }

    @Test("Given 3 epochs of 50 batches to warm up in, biases fall, all else rises")
    func warmUp() {
        let schedule = schedule()

        expect(values(of: schedule, at: 0), [0, 0, 0.1, 0.8])
        // A third of the way, in epoch 1, whose rate is 0.01 (299 / 300 · 0.99 + 0.01) = 0.009967.
        expect(
            values(of: schedule, at: 50),
            [0.009967 / 3, 0.009967 / 3, 0.1 - (0.1 - 0.009967) / 3, 0.8 + 0.137 / 3])
        // Over, in epoch 3: 0.01 (297 / 300 · 0.99 + 0.01).
        expect(values(of: schedule, at: 150), [0.009901, 0.009901, 0.009901, 0.937])
        // The last of 300 epochs.
        expect(values(of: schedule, at: 299 * 50), [0.000133, 0.000133, 0.000133, 0.937])
    }

    @Test("Given few batches in an epoch, the warm-up has a hundred all the same, or none")
    func shortEpochs() {
        let short = schedule(batchesPerEpoch: 5)
        let rate = 0.01 * (281.0 / 300 * 0.99 + 0.01)
        expect(
            values(of: short, at: 99),
            [0.99 * rate, 0.99 * rate, 0.1 - 0.99 * (0.1 - rate), 0.8 + 0.99 * 0.137])
        expect(values(of: short, at: 100).suffix(1), [0.937])

        let none = schedule { $0.schedule.warmUpEpochs = 0 }
        expect(values(of: none, at: 0), [0.01, 0.01, 0.01, 0.937])
    }

    @Test("Given batches of 16, gradients of 64 photographs make a step once it is warm")
    func accumulation() {
        let schedule = schedule()
        #expect(
            [0, 20, 50, 100, 150, 9_000].map { schedule.accumulation(at: $0) } == [
                1, 1, 2, 3, 4, 4,
            ])

        let large = self.schedule { $0.training.batchSize = 128 }
        #expect([0, 149, 150].map { large.accumulation(at: $0) } == [1, 1, 1])
    }

    @Test("Given a cosine, the rate falls along it to its last value")
    func curves() {
        let cosine = schedule { $0.schedule.kind = .cosine }
        // ((1 − cos(π epoch / 300)) / 2) (0.01 − 1) + 1
        for (epoch, factor) in [
            (0, 1.0), (75, 0.85501786), (100, 0.7525), (150, 0.505), (300, 0.01),
        ] {
            #expect(abs(cosine.factor(epoch: epoch) - factor) < 1e-7, "\(epoch)")
        }
        let linear = schedule { $0.schedule.final = 0.2 }
        for (epoch, factor) in [(0, 1.0), (75, 0.8), (150, 0.6), (300, 0.2)] {
            #expect(abs(linear.factor(epoch: epoch) - factor) < 1e-9, "\(epoch)")
        }
    }
}
