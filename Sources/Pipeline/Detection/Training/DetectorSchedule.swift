import Foundation
import TorchNN

/// How the rates of a detector's training move, batch by batch (YOLOv5's recipe).
///
/// In a warm-up the rate of weights rises from 0, that of biases falls, and momentum and the number of batches in a step
/// rise; after it rates fall from epoch to epoch.
struct DetectorSchedule {
    private let settings: DetectorConfiguration.Schedule
    private let optimizer: DetectorConfiguration.Optimizer
    private let epochs: Int
    private let batchesPerEpoch: Int
    private let accumulation: Double

    init(_ configuration: DetectorConfiguration, batchesPerEpoch: Int) {
        settings = configuration.schedule
        optimizer = configuration.optimizer
        epochs = configuration.training.epochs
        self.batchesPerEpoch = batchesPerEpoch
        accumulation =
            Double(configuration.training.nominalBatchSize)
            / Double(configuration.training.batchSize)
    }

    /// Batches of the warm-up.
    private var warmUpBatches: Int {
        settings.warmUpEpochs == 0
            ? 0
            : max(100, Int((settings.warmUpEpochs * Double(batchesPerEpoch)).rounded()))
    }

    /// How far a batch is in the warm-up, 0 to 1; `nil` after it.
    private func warmUp(at batch: Int) -> Double? {
        batch < warmUpBatches ? Double(batch) / Double(warmUpBatches) : nil
    }

    /// Batches whose gradients are added up for the step that a batch, counted from the start, belongs to.
    func accumulation(at batch: Int) -> Int {
        let share = warmUp(at: batch) ?? 1
        return max(1, Int((1 + (accumulation - 1) * share).rounded()))
    }

    /// What the highest rate is multiplied by in an epoch.
    func factor(epoch: Int) -> Double {
        let share = Double(epoch) / Double(epochs)
        switch settings.kind {
        case .linear: return (1 - share) * (1 - settings.final) + settings.final
        case .cosine: return (1 + cos(.pi * share)) / 2 * (1 - settings.final) + settings.final
        }
    }

    /// Sets the rates and the momentum for a batch, counted from the start.
    ///
    /// - Parameter biases: the group of biases.
    func apply(to optimizer: SGD, biases: Int, at batch: Int) {
        let rate = self.optimizer.learningRate * factor(epoch: batch / max(batchesPerEpoch, 1))
        guard let share = warmUp(at: batch) else {
            for group in optimizer.groups.indices { optimizer.groups[group].learningRate = rate }
            optimizer.setMomentum(self.optimizer.momentum)
            return
        }
        for group in optimizer.groups.indices {
            let start = group == biases ? settings.warmUpBiasRate : 0
            optimizer.groups[group].learningRate = start + (rate - start) * share
        }
        let momentum = settings.warmUpMomentum
        optimizer.setMomentum(momentum + (self.optimizer.momentum - momentum) * share)
    }
}
