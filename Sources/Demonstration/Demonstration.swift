import Foundation
import TensorFiles
import Torch
import TorchNN

/// Learns to tell drawn animals apart, and shows how well it does.
public struct Demonstration {
    /// What came out.
    public struct Outcome: Sendable {
        /// MAP@5 and the share of first answers that are right, by the network.
        public let learned: (map5: Double, top1: Double)
        /// The same by comparing pixels.
        public let pixels: (map5: Double, top1: Double)
        /// Seconds of training.
        public let seconds: Double
        /// The page to look at.
        public let report: String
    }

    /// Passes over the catalogue.
    public let epochs: Int
    private let folder: String
    private let seed: UInt64

    /// A demonstration that leaves its log, weights and report in a folder, which is made.
    public init(folder: String, epochs: Int = 24, seed: UInt64 = 1) {
        self.folder = folder
        self.epochs = epochs
        self.seed = seed
    }

    /// Draws the sea, trains, identifies, and writes the folder.
    ///
    /// - Parameter progress: called after each epoch with its number and mean loss.
    /// - Throws: `TensorFileError` where the folder cannot be written.
    public func run(progress: (Int, Double) -> Void) throws -> Outcome {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw TensorFileError(
                path: folder, problem: "cannot be made: \(error.localizedDescription)",
                advice: "name another folder", kind: .unwritable)
        }
        let sea = DrawnSea(
            individuals: 30, perIndividual: 20, queriesPerIndividual: 5, seed: seed)
        let network = FinEmbedder(width: 64, generator: Generator(seed: seed))
        let clock = ContinuousClock()
        let start = clock.now
        let losses = train(network, on: sea.catalogue, progress: progress)
        let seconds = (clock.now - start) / .seconds(1)

        network.eval()
        let learned = noGrad { identify(in: sea) { network($0) } }
        let pixels = noGrad {
            identify(in: sea) { photographs in
                let pixels = photographs.flatten(1)
                return (pixels - pixels.mean(1, keepDimensions: true)).normalized()
            }
        }
        let report = DemonstrationReport(
            sea: sea, losses: losses, learned: learned, pixels: pixels, seconds: seconds)
        try AtomicFile.write(Array(report.html().utf8), to: "\(folder)/report.html")
        try AtomicFile.write(Array(log(losses).utf8), to: "\(folder)/log.csv")
        var weights = network.stateDictionary
        weights.metadata = ["seed": "\(seed)", "libtorch": Runtime.version]
        try weights.write(to: "\(folder)/model.safetensors")
        return Outcome(
            learned: (learned.map5, learned.top1), pixels: (pixels.map5, pixels.top1),
            seconds: seconds,
            report: URL(fileURLWithPath: "\(folder)/report.html").path)
    }

    /// Trains by softmax over cosines with one learned direction per individual.
    private func train(
        _ network: FinEmbedder, on photographs: (photographs: Tensor, individuals: Tensor),
        progress: (Int, Double) -> Void
    ) -> [Double] {
        let generator = Generator(seed: seed)
        let batchSize = 32
        let count = photographs.individuals.count
        let batches = count / batchSize
        let directions = Tensor.empty([photographs.individuals.max().intItem() + 1, 64])
            .initialize(.xavierUniform(), generator: generator)
            .requiringGrad()
        let optimizer = AdamW([
            ParameterGroup(
                network.namedParameters + [("directions", directions)], learningRate: 5e-3,
                weightDecay: 0.02)
        ])
        let schedule = OneCycle(steps: epochs * batches, momentum: nil)
        var losses: [Double] = []
        for epoch in 0..<epochs {
            let order = Tensor.randperm(count, generator: generator)
            var sum = 0.0
            for batch in 0..<batches {
                schedule.apply(to: optimizer, at: epoch * batches + batch)
                let chosen = order[(batch * batchSize)..<((batch + 1) * batchSize)]
                let batch = shifted(photographs.photographs[chosen], generator)
                let embeddings = network(batch)
                let cosines = embeddings.linear(directions.normalized())
                let loss = crossEntropy(cosines * 16, photographs.individuals[chosen])
                optimizer.zeroGrad()
                loss.backward()
                optimizer.step()
                sum += loss.item()
            }
            losses.append(sum / Double(batches))
            progress(epoch + 1, losses[epoch])
        }
        return losses
    }

    /// The photographs, moved by up to six pixels each way: the one augmentation.
    private func shifted(_ photographs: Tensor, _ generator: Generator) -> Tensor {
        let shifts = Tensor.randint(-6..<7, [2], generator: generator).array(of: Int.self)
        return photographs.roll(shifts[0], 2).roll(shifts[1], 3)
    }

    private func identify(in sea: DrawnSea, by embed: (Tensor) -> Tensor) -> Identification {
        Identification(
            queries: embed(sea.queries.photographs), catalogue: embed(sea.catalogue.photographs),
            individuals: sea.catalogue.individuals, truth: sea.queries.individuals)
    }

    private func log(_ losses: [Double]) -> String {
        losses.enumerated().reduce("epoch,loss\n") { "\($0)\($1.offset + 1),\($1.element)\n" }
    }
}
