import Foundation
import Testing

/// A detector that has learned to find discs, and what it has learned from.
final class TrainedDetector: Sendable {
    /// Trained once for all tests of a suite.
    static var forAll: Scope { Scope() }
    /// That of the running suite.
    @TaskLocal static var current: TrainedDetector?

    /// Holds a detector for as long as a suite runs.
    struct Scope: SuiteTrait, TestScoping {
        func provideScope(
            for test: Test, testCase: Test.Case?,
            performing function: @Sendable () async throws -> Void
        ) async throws {
            try await TrainedDetector.$current.withValue(TrainedDetector()) {
                try await function()
            }
        }
    }

    let fins: DrawnFins
    let training: Command
    /// The run's folder.
    let folder: String
    private let scratch: ScratchFolder

    /// The weights.
    var model: String { folder + "/model.safetensors" }

    private init() throws {
        scratch = try ScratchFolder()
        fins = try DrawnFins(in: scratch, train: 16, heldOut: 6)
        folder = scratch.path("run")
        let settings = [
            "input.size=96", "input.augmentation=none", "training.epochs=45",
            "training.batch_size=4", "training.nominal_batch_size=4",
            "training.precision=float32", "training.average_decay=0",
            "optimizer.learning_rate=0.02", "schedule.warm_up_epochs=0", "validation.every=15",
            "loading.workers=1", "loss.objectness=4",
        ]
        training = try Command(
            ["detect", "train", "--table", fins.folder, "--output", folder]
                + settings.flatMap { ["--set", $0] })
    }
}
