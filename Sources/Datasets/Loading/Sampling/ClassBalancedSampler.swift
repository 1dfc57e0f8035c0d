import Foundation
import Randomness

/// Individuals with few photographs more often than they come by themselves.
///
/// A photograph weighs as its individual's number of photographs to the power of −`exponent`: with 0 all
/// photographs weigh the same, with 1 all individuals. An epoch draws each individual as often as its weight
/// says, rounded up or down by chance (systematic sampling), and deals its photographs in turn, so that none
/// comes twice before all others of the individual came.
public struct ClassBalancedSampler: Sampler {
    /// 0 for photographs as they are, 1 for individuals alike; 0.5 lies between.
    public let exponent: Double
    /// Samples in an epoch.
    public let epochLength: Int
    /// Samples per batch.
    public let batchSize: Int
    /// What becomes of a last batch that is not full.
    public let lastBatch: LastBatch
    /// The same seed gives the same epochs.
    public let seed: UInt64
    private let decks: IndividualDecks

    /// A sampler of rows whose individual is known.
    ///
    /// - Parameters:
    ///   - individuals: Of each row of the data set.
    ///   - rows: Those to draw from; all if left out.
    ///   - epochLength: Samples in an epoch; as many as there are rows to draw from if left out.
    public init<Individual: Hashable>(
        individuals: [Individual?], rows: [Int]? = nil, batchSize: Int, exponent: Double = 1,
        epochLength: Int? = nil, lastBatch: LastBatch = .drop, seed: UInt64
    ) {
        LastBatch.check(batchSize: batchSize)
        precondition(exponent.isFinite, "an exponent is a number, found \(exponent)")
        decks = IndividualDecks(of: individuals, rows: rows ?? Array(individuals.indices))
        self.epochLength = epochLength ?? decks.decks.reduce(0) { $0 + $1.count }
        precondition(self.epochLength >= 0, "an epoch's length is not negative")
        self.batchSize = batchSize
        self.exponent = exponent
        self.lastBatch = lastBatch
        self.seed = seed
    }

    /// The batches of an epoch.
    public func batches(epoch: Int) -> [SampledBatch] {
        guard !decks.decks.isEmpty else { return [] }
        var random = SeededRandom(seed: seed, purpose: UInt64(epoch))
        let weights = decks.decks.map { pow(Double($0.count), 1 - exponent) }
        let scale = Double(epochLength) / weights.reduce(0, +)
        // One random start, then equal steps through the individuals, in a random order.
        var edge = random.unit()
        var taken = 0
        var rows: [Int] = []
        rows.reserveCapacity(epochLength)
        let individuals = random.shuffled(decks.decks.indices)
        for (place, individual) in individuals.enumerated() {
            edge += weights[individual] * scale
            // Sums of fractions end a little off a whole number.
            let isLast = place == individuals.count - 1
            let count = (isLast ? epochLength : min(Int(edge), epochLength)) - taken
            taken += count
            rows += deal(count, of: individual, epoch: epoch)
        }
        return SampledBatch.batches(
            of: lastBatch.batches(of: random.shuffled(rows), size: batchSize))
    }

    private func deal(_ count: Int, of individual: Int, epoch: Int) -> [Int] {
        let size = decks.decks[individual].count
        let seed = SeededRandom.seed(seed, UInt64(epoch))
        return stride(from: 0, to: count, by: size).enumerated().flatMap { turn, start in
            decks.deal(size, of: individual, turn: turn, seed: seed).prefix(count - start)
        }
    }

}
