import Randomness

/// Some individuals per batch, with some photographs of each (P × K), for losses that compare photographs.
///
/// Every individual comes once per epoch, but for those in a last batch that is dropped and those with too few
/// photographs, where these are skipped. From epoch to epoch other photographs of it
/// come, until fewer than K are left that did not.
/// The rows of an individual stand together in the batch, and no individual is in a batch twice; where the
/// data hold fewer individuals than a batch asks for, batches are smaller.
public struct IndividualBatchSampler: Sampler {
    /// What becomes of individuals with fewer photographs than a batch wants.
    public enum Scarce: Sendable, CaseIterable {
        /// Their photographs are repeated.
        case `repeat`
        /// They are left out.
        case skip
    }

    /// P.
    public let individualsPerBatch: Int
    /// K.
    public let photographsEach: Int
    /// What becomes of a last batch with fewer individuals.
    public let lastBatch: LastBatch
    /// The same seed gives the same epochs.
    public let seed: UInt64
    private let decks: IndividualDecks

    /// A sampler of rows whose individual is known.
    ///
    /// - Parameters:
    ///   - individuals: Of each row of the data set.
    ///   - rows: Those to draw from; all if left out.
    public init<Individual: Hashable>(
        individuals: [Individual?], rows: [Int]? = nil, individualsPerBatch: Int,
        photographsEach: Int, scarce: Scarce = .repeat, lastBatch: LastBatch = .drop, seed: UInt64
    ) {
        precondition(
            individualsPerBatch >= 1 && photographsEach >= 1,
            "a batch has individuals and photographs, found \(individualsPerBatch) × "
                + "\(photographsEach)")
        var decks = IndividualDecks(of: individuals, rows: rows ?? Array(individuals.indices))
        if scarce == .skip { decks.require(photographsEach) }
        self.decks = decks
        self.individualsPerBatch = individualsPerBatch
        self.photographsEach = photographsEach
        self.lastBatch = lastBatch
        self.seed = seed
    }

    /// The batches of an epoch.
    public func batches(epoch: Int) -> [SampledBatch] {
        var random = SeededRandom(seed: seed, purpose: UInt64(epoch))
        let order = random.shuffled(decks.decks.indices)
        let size = min(individualsPerBatch, max(order.count, 1))
        let batches = lastBatch.batches(of: order, size: size).map { individuals in
            individuals.flatMap {
                decks.deal(photographsEach, of: $0, turn: epoch, seed: seed)
            }
        }
        return SampledBatch.batches(of: batches)
    }
}
