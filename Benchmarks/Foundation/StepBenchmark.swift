import ArgumentParser
import BenchmarkSupport
import Torch

/// How many images a training step takes in per second.
struct StepBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "step", abstract: "Images per second of a small network's training step.")

    @OptionGroup var options: TrainingOptions

    @Option(help: "Steps before the clock starts.")
    var warmUp = 20

    @Option(help: "How often a run of steps is measured.")
    var rounds = 5

    @Option(name: .customLong("seconds"), help: "Seconds that one run of steps takes, about.")
    var roundSeconds = 0.6

    private struct Row: Encodable {
        let measurement = "step"
        let layout: TrainingOptions.Layout
        let autocast: Bool
        let batch: Int
        let size: Int
        let threads: Int
        /// The loss before the first step: the same as the peer's, if both train the same network.
        let firstLoss: Double
        let imagesPerSecond: Double
        let rounds: [Double]
    }

    func run() throws {
        let training = Training(options)
        let firstLoss = training.step().item()
        let warmUpTime = time(warmUp, training)
        let steps = max(1, Int(roundSeconds * Double(warmUp) / warmUpTime))
        let rates = (0..<rounds).map { _ in
            Double(steps * options.batch) / time(steps, training)
        }
        try printLine(
            Row(
                layout: options.layout, autocast: options.autocast, batch: options.batch,
                size: options.size, threads: options.threads, firstLoss: firstLoss,
                imagesPerSecond: median(rates), rounds: rates))
    }

    private func time(_ steps: Int, _ training: Training) -> Double {
        seconds { for _ in 0..<steps { training.step() } }
    }
}
